import { Command, CommanderError } from "commander";
import { readBuildInfo } from "../app/build-info";
import { bundleCommand } from "./bundle-command";
import { EXIT_CODES } from "./asking/exit-code";
import { checkConfigCommand } from "./check-config-command";
import { eventsCommand } from "./cluster/events-command";
import { explainCommand } from "./cluster/explain-command";
import { statusCommand } from "./cluster/status-command";
import { tenantsCommand } from "./cluster/tenants-command";
import { topologyCommand } from "./cluster/topology-command";
import { completionCommand } from "./completion/completion-command";
import { demoCommand } from "./demo";
import type { Host, WorkKind } from "./host";
import { maintenanceCommand } from "./maintenance/maintenance-command";
import { planCommand } from "./plan-command";
import { replayCommand } from "./replay-command";
import { serveCommand } from "./serve";
import { unknownCommand } from "./unknown-command";

/** What runs until it is stopped; everything else runs to its end. */
const SERVICES = ["serve", "demo", "replay"];

/** What asks a running exporter: a script that looks at the code takes a wrong command line for no state of the cluster. */
const QUESTIONS = ["status", "explain", "events", "topology", "tenants", "maintenance"];

/**
 * Runs the command that the arguments name.
 *
 * @param args - what follows the program's name.
 * @throws whatever is not an operator's mistake; those are told and end with another code than 0.
 */
export async function runProgram(args: readonly string[], host: Host): Promise<void> {
  const program = buildProgram(host);
  let isQuestion = QUESTIONS.includes(args[0] ?? "");
  if (isQuestion) host.failWith(EXIT_CODES.unknown);
  try {
    const problem = unknownCommand(args, [...program.commands.map((command) => command.name()), "help"]);
    if (problem !== undefined) {
      // What was misspelt may have been a question.
      isQuestion = true;
      program.error(`error: ${problem}`);
    }
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    host.exitWith(error.exitCode !== 0 && isQuestion ? EXIT_CODES.unknown : error.exitCode);
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
    );
  program.addCommand(serveCommand(host), { isDefault: true });
  program.addCommand(demoCommand(host));
  program.addCommand(replayCommand(host));
  program.addCommand(checkConfigCommand(host));
  program.addCommand(planCommand(host));
  program.addCommand(bundleCommand(host));
  program.addCommand(maintenanceCommand(host));
  program.addCommand(statusCommand(host));
  program.addCommand(explainCommand(host));
  program.addCommand(eventsCommand(host));
  program.addCommand(topologyCommand(host));
  program.addCommand(tenantsCommand(host));
  program.addCommand(completionCommand(host));
  program.hook("preAction", (_, command) => {
    const kind: WorkKind = SERVICES.includes(command.name()) ? "service" : "errand";
    host.startsWork(kind);
  });
  for (const command of [program, ...program.commands.flatMap((each) => [each, ...each.commands])]) {
    command.exitOverride().configureOutput({ writeOut: host.stdout, writeErr: host.stderr });
    if (command.commands.length > 0) command.showHelpAfterError("(add --help for the commands)");
  }
  return program;
}
