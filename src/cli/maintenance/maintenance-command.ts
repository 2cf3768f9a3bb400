import { Command, InvalidArgumentError, Option } from "commander";
import { MAINTENANCE_ID, MAINTENANCE_ID_EXPECTED } from "../../domain/terms/maintenance-window";
import type { Result } from "../../domain/terms/result";
import { givenText, neededText } from "../arguments/given-text";
import type { ApiClient } from "../asking/api-client";
import { clientOf, tellFailure } from "../asking/asking";
import { addConnectionFlags } from "../asking/connection";
import type { ConnectionFlags } from "../asking/connection";
import type { TerminalHost } from "../terminal/terminal-host";
import { announceWork, endWork, listWork } from "./maintenance-errands";
import type { Told } from "./maintenance-errands";

/** As long as silences of Alertmanager last by default. */
const DEFAULT_LENGTH = "1h";

interface StartFlags extends ConnectionFlags {
  readonly region?: string;
  readonly shard?: number;
  readonly reason: string;
  readonly by?: string;
  readonly for?: string;
  readonly lease?: string;
}

/** `maintenance`: announces planned work to an exporter that runs, lists it, and ends it. */
export function maintenanceCommand(host: TerminalHost): Command {
  const command = new Command("maintenance").description(
    "announce planned work, so that incidents which it explains page nobody",
  );
  command.addCommand(startCommand(host));
  command.addCommand(listCommand(host));
  command.addCommand(endCommand(host));
  return command;
}

function startCommand(host: TerminalHost): Command {
  const command = new Command("start")
    .description("announce work on a region, a shard or a replica; the same again renews its lease")
    .argument("<id>", "a name for the work: letters, digits, dots, dashes, underscores", workId)
    .addOption(text("--region <region>", "the region, by name or number", "a region"))
    .option("--shard <shard>", "the shard; with --region that replica alone", shardNumber)
    .requiredOption("--reason <text>", "why", neededText("a reason"))
    .addOption(text("--by <name>", "who does it (default: the user who runs this)", "a name"))
    .addOption(
      text(
        "--for <duration>",
        `how long from its first announcement on (default: ${DEFAULT_LENGTH})`,
        "a duration",
      ),
    )
    .addOption(
      text("--lease <duration>", "lapse after this unless it is renewed by the same command", "a duration"),
    );
  return addConnectionFlags(command, host.env).action(async (id: string, flags: StartFlags) => {
    const by = flags.by ?? host.env["USER"] ?? host.env["LOGNAME"];
    if (by === undefined || by === "") {
      tellFailure("--by: expected who does it; no user is known here", host);
      return;
    }
    const { region, shard, reason, lease } = flags;
    const length = flags.for ?? (lease === undefined ? DEFAULT_LENGTH : undefined);
    const work = { id, region, shard, by, reason, length, lease };
    await run(host, flags, (client) => announceWork(client, work));
  });
}

function listCommand(host: TerminalHost): Command {
  const command = new Command("list")
    .description("list the work that is announced, and what lapsed within a day")
    .option("--json", "print JSON instead of lines", false);
  return addConnectionFlags(command, host.env).action(
    async (flags: ConnectionFlags & { readonly json: boolean }) => {
      await run(host, flags, (client) => listWork(client, flags.json));
    },
  );
}

function endCommand(host: TerminalHost): Command {
  const command = new Command("end")
    .description("end work; what it explained and is still broken pages from then on")
    .argument("<id>", "the name that it was announced under", workId);
  return addConnectionFlags(command, host.env).action(async (id: string, flags: ConnectionFlags) => {
    await run(host, flags, (client) => endWork(client, id));
  });
}

function text(flags: string, description: string, expected: string): Option {
  return new Option(flags, description).argParser(givenText(expected));
}

/** Checked here already: `.` and `..` would be another address. */
function workId(value: string): string {
  if (MAINTENANCE_ID.test(value)) return value;
  throw new InvalidArgumentError(`Expected ${MAINTENANCE_ID_EXPECTED}.`);
}

function shardNumber(value: string): number {
  if (/^\d{1,5}$/.test(value)) return Number(value);
  throw new InvalidArgumentError("Expected a shard's number.");
}

async function run(
  host: TerminalHost,
  flags: ConnectionFlags,
  errand: (client: ApiClient) => Promise<Result<Told>>,
): Promise<void> {
  const client = await clientOf(flags, host);
  if (client === undefined) return;
  const result = await errand(client);
  if (!result.ok) {
    tellFailure(result.message, host);
    return;
  }
  host.stdout(result.value.text);
  if (result.value.warning !== undefined) host.stderr(`warning: ${result.value.warning}\n`);
}
