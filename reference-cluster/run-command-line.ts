import { CommanderError } from "commander";
import type { ProgramProcess } from "#exporter/process/program-process";
import { referenceClusterCommand } from "./command-line";
import type { CommandLine } from "./command-line";
import { runReferenceCluster } from "./run-reference-cluster";

/** Runs what the command line asks for, as far as its start. Returns the exit code that it comes to. */
export async function runCommandLine(argv: readonly string[], own: ProgramProcess): Promise<number> {
  const { stdout, stderr, signals } = own;
  const command = referenceClusterCommand().configureOutput({
    writeOut: (text) => {
      stdout.write(text);
    },
    writeErr: (text) => {
      stderr.write(text);
    },
  });
  try {
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
