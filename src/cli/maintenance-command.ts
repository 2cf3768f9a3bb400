import { Command, InvalidArgumentError, Option } from "commander";
import type { ExporterAddress } from "../app/maintenance/exporter-api";
import { announceWork, endWork, listWork } from "../app/maintenance/maintenance-errands";
import type { Told } from "../app/maintenance/maintenance-errands";
import type { Result } from "../domain/terms/result";
import { withEnvironmentTwin } from "./flags";
import { givenText } from "./given-text";
import type { Host } from "./host";

/** Where `serve` listens by default, from this machine. */
const DEFAULT_URL = "http://127.0.0.1:10843";
/** As long as silences of Alertmanager last by default. */
const DEFAULT_LENGTH = "1h";

type Hands = Pick<Host, "env" | "stdout" | "stderr" | "exitWith">;

interface AddressFlags {
  readonly url: string;
  readonly tokenFile?: string;
}

interface StartFlags extends AddressFlags {
  readonly region?: string;
  readonly shard?: number;
  readonly reason: string;
  readonly by?: string;
  readonly for?: string;
  readonly lease?: string;
}

/** `maintenance`: announces planned work to an exporter that runs, lists it, and ends it. */
export function maintenanceCommand(host: Hands): Command {
  const command = new Command("maintenance").description(
    "announce planned work, so that incidents which it explains page nobody",
  );
  command.addCommand(startCommand(host));
  command.addCommand(listCommand(host));
  command.addCommand(endCommand(host));
  return command;
}

function startCommand(host: Hands): Command {
  const command = new Command("start")
    .description("announce work on a region, a shard or a replica; the same again renews its lease")
    .argument("<id>", "a name for the work: letters, digits, dots, dashes, underscores")
    .addOption(text("--region <region>", "the region, by name or number", "a region"))
    .option("--shard <shard>", "the shard; with --region that replica alone", shardNumber)
    .addOption(text("--reason <text>", "why", "a reason").makeOptionMandatory())
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
  return withAddress(command, host).action(async (id: string, flags: StartFlags) => {
    const by = flags.by ?? host.env["USER"] ?? host.env["LOGNAME"];
    if (by === undefined || by === "") {
      fail(host, "--by: expected who does it; no user is known here");
      return;
    }
    const { region, shard, reason, lease } = flags;
    const length = flags.for ?? (lease === undefined ? DEFAULT_LENGTH : undefined);
    tell(host, await announceWork(addressOf(flags), { id, region, shard, by, reason, length, lease }));
  });
}

function listCommand(host: Hands): Command {
  const command = new Command("list")
    .description("list the work that is announced, and what lapsed within a day")
    .option("--json", "print JSON instead of lines", false);
  return withAddress(command, host).action(async (flags: AddressFlags & { readonly json: boolean }) => {
    tell(host, await listWork(addressOf(flags), flags.json));
  });
}

function endCommand(host: Hands): Command {
  const command = new Command("end")
    .description("end work; what it explained and is still broken pages from then on")
    .argument("<id>", "the name that it was announced under");
  return withAddress(command, host).action(async (id: string, flags: AddressFlags) => {
    tell(host, await endWork(addressOf(flags), id));
  });
}

function withAddress(command: Command, { env }: Hands): Command {
  const url = text("--url <url>", "where the exporter answers", "an address").default(DEFAULT_URL);
  const token = text(
    "--token-file <path>",
    "file with a token of scope admin, or to list of scope scrape",
    "a path",
  );
  return command.addOption(withEnvironmentTwin(url, env)).addOption(withEnvironmentTwin(token, env));
}

function text(flags: string, description: string, expected: string): Option {
  return new Option(flags, description).argParser(givenText(expected));
}

function addressOf({ url, tokenFile }: AddressFlags): ExporterAddress {
  return { url, tokenFile };
}

function shardNumber(value: string): number {
  if (/^\d{1,5}$/.test(value)) return Number(value);
  throw new InvalidArgumentError("Expected a shard's number.");
}

function tell(host: Hands, result: Result<Told>): void {
  if (!result.ok) {
    fail(host, result.message);
    return;
  }
  host.stdout(result.value.text);
  if (result.value.warning !== undefined) host.stderr(`warning: ${result.value.warning}\n`);
}

function fail(host: Hands, message: string): void {
  host.stderr(`error: ${message}\n`);
  host.exitWith(1);
}
