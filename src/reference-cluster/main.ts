import { CommanderError } from "commander";
import { referenceClusterCommand } from "./command-line";
import type { CommandLine } from "./command-line";
import { runReferenceCluster } from "./run-reference-cluster";

async function main(argv: readonly string[]): Promise<void> {
  try {
    await runReferenceCluster(
      referenceClusterCommand().parse(argv).opts<CommandLine & Record<string, unknown>>(),
    );
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has said what there is to say, also for --help, which is no failure.
      process.exitCode = error.exitCode;
      return;
    }
    process.stderr.write(`reference-cluster: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

void main(process.argv);
