import { ProgramProcess } from "#exporter/process/program-process";
import type { runCommandLine as RunCommandLine } from "./run-command-line";

// Before anything else: whoever starts this program may stop it before it is loaded.
const own = new ProgramProcess(process);
own.beService();

async function main(argv: readonly string[]): Promise<void> {
  // Loaded here, and not above, because it takes longer than all else of a start.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would find no file without an extension
  const { runCommandLine } = require("./run-command-line") as { runCommandLine: typeof RunCommandLine };
  process.exitCode = await runCommandLine(argv, own);
  own.signals.release();
}

void main(process.argv);
