import { CommanderError } from "commander";
import type { ProgramProcess } from "#exporter/process/program-process";
import { referenceClusterCommand } from "./command-line";
import type { CommandLine } from "./command-line";
import { exportCommand, printExport } from "./export-command";
import { runReferenceCluster } from "./run-reference-cluster";

/** What stands in the place of the first option to print signals instead of running a cluster. */
const EXPORT = "export";

/** Runs what the command line asks for, as far as its start. Returns the exit code that it comes to. */
export async function runCommandLine(argv: readonly string[], own: ProgramProcess): Promise<number> {
  const { stdout, stderr, signals } = own;
  const isExport = argv[2] === EXPORT;
  const command = (isExport ? exportCommand() : referenceClusterCommand()).configureOutput({
    writeOut: (text) => {
      stdout.write(text);
    },
    writeErr: (text) => {
      stderr.write(text);
    },
  });
  try {
    if (isExport) {
      own.endOnSignals();
      const options = command.parse(argv.toSpliced(2, 1)).opts<Parameters<typeof printExport>[0]>();
      await printExport(options, stdout);
      return 0;
    }
    const commandLine = command.parse(argv).opts<CommandLine & Record<string, unknown>>();
    await runReferenceCluster(commandLine, stdout, signals);
    return 0;
  } catch (error) {
    // Commander has said what there is to say, also for --help, which is no failure.
    if (error instanceof CommanderError) return error.exitCode;
    stderr.write(`reference-cluster: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
