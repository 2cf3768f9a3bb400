import { Command, CommanderError } from "commander";
import { readBuildInfo } from "../app/build-info";
import { bundleCommand } from "./bundle-command";
import { checkConfigCommand } from "./check-config-command";
import { demoCommand } from "./demo";
import type { Host, WorkKind } from "./host";
import { maintenanceCommand } from "./maintenance-command";
import { planCommand } from "./plan-command";
import { serveCommand } from "./serve";
import { unknownCommand } from "./unknown-command";

/** What runs until it is stopped; everything else runs to its end. */
const SERVICES = ["serve", "demo"];

/**
 * Runs the command that the arguments name.
 *
 * @param args - what follows the program's name.
 * @throws whatever is not an operator's mistake; those are told and end with another code than 0.
 */
export async function runProgram(args: readonly string[], host: Host): Promise<void> {
  const program = buildProgram(host);
  try {
    const problem = unknownCommand(args, [...program.commands.map((command) => command.name()), "help"]);
    if (problem !== undefined) program.error(`error: ${problem}`);
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    host.exitWith(error.exitCode);
  }
}

function buildProgram(host: Host): Command {
  const { version, revision, nodeVersion } = readBuildInfo();
  const program = new Command("tidaldb-exporter")
    .description("Control plane of a sharded, multi-region tidalDB cluster, as a Prometheus exporter.")
    .version(
      `tidaldb-exporter, version ${version} (revision: ${revision}, node: ${nodeVersion})`,
      "--version",
    )
    .addHelpText(
      "after",
      "\nThe flags of serve and demo can also be set in the environment: see their --help.",
    )
    .showHelpAfterError("(add --help for the flags)");
  program.addCommand(serveCommand(host), { isDefault: true });
  program.addCommand(demoCommand(host));
  program.addCommand(checkConfigCommand(host));
  program.addCommand(planCommand(host));
  program.addCommand(bundleCommand(host));
  program.addCommand(maintenanceCommand(host));
  program.hook("preAction", (_, command) => {
    const kind: WorkKind = SERVICES.includes(command.name()) ? "service" : "errand";
    host.startsWork(kind);
  });
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap(({ commands }) => commands),
  ]) {
    command.exitOverride().configureOutput({ writeOut: host.stdout, writeErr: host.stderr });
  }
  return program;
}
