import { setTimeout as sleep } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import type { ApiClient } from "../asking/api-client";
import { askForHealth, clientOf, tellFailure } from "../asking/asking";
import { addConnectionFlags } from "../asking/connection";
import type { ConnectionFlags } from "../asking/connection";
import { exitCodeOf } from "../asking/exit-code";
import type { TerminalHost } from "../terminal/terminal-host";
import { screenOf } from "../terminal/style";
import { runbooksAt } from "./runbooks-at";
import { statusText } from "./status-text";

interface StatusFlags extends ConnectionFlags {
  /** Seconds; true without a number. */
  readonly watch?: number | true;
  readonly json: boolean;
  readonly exitCode: boolean;
}

const USUAL_WATCH_SECONDS = 2;

/** Home, and clear what is below: what a terminal understands since the VT100. */
const CLEAR = "\u001b[H\u001b[J";

/** `status`: what is wrong with the cluster, first, and its regions. */
export function statusCommand(host: TerminalHost, pause: (ms: number) => Promise<unknown> = sleep): Command {
  const command = new Command("status")
    .description("what is wrong with the cluster, worst first, and the state of its regions")
    .addOption(
      new Option(
        "--watch [seconds]",
        "ask again and again, every two seconds unless told otherwise",
      ).argParser(interval),
    )
    .option("--json", "print the health as JSON", false)
    .option(
      "--exit-code",
      "end with 0 when all is well, 1 when degraded or an incident is open, 2 when a region is Offline, 3 when unknown",
      false,
    );
  return addConnectionFlags(command, host.env).action(async (flags: StatusFlags) => {
    const client = await clientOf(flags, host);
    if (client === undefined) return;
    if (flags.watch === undefined) {
      await tell(client, flags, host);
      return;
    }
    const seconds = flags.watch === true ? USUAL_WATCH_SECONDS : flags.watch;
    while (!host.isOutputGone()) {
      await tell(client, flags, host, host.terminal() === undefined || flags.json ? "" : CLEAR);
      await pause(seconds * 1000);
    }
  });
}

async function tell(
  client: ApiClient,
  { json, exitCode, watch }: StatusFlags,
  host: TerminalHost,
  before = "",
): Promise<void> {
  const health = await askForHealth(client);
  if (!health.ok) {
    // Somebody who watches waits for it to come back.
    if (watch !== undefined) host.stderr(`${before}${health.message}\n`);
    else tellFailure(health.message, host);
    return;
  }
  const { value, text } = health.value;
  host.stdout(before + (json ? text : statusText(value, runbooksAt(client.address), screenOf(host))));
  if (watch !== undefined && before === "" && !json) host.stdout("\n");
  if (exitCode) host.exitWith(exitCodeOf(value));
}

function interval(text: string): number {
  const value = /^\d{1,5}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (value >= 0.5) return value;
  throw new InvalidArgumentError("Expected a number of seconds, half a second at the least.");
}
