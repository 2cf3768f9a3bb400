import { setTimeout as sleep } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { EVENT_KIND_NAMES } from "../../domain/terms/cluster-event";
import type { ClusterEvent } from "../../domain/terms/cluster-event";
import { NS_PER_MS, NS_PER_SECOND } from "../../domain/terms/units";
import { parseDuration } from "../../strict-yaml/duration";
import { printJson } from "../../wire/json/json";
import { clusterEventToWire } from "../../wire/shapes/cluster-event";
import { askFor, askForHealth, clientOf, namesOf, tellFailure } from "../asking/asking";
import { addConnectionFlags } from "../asking/connection";
import type { ConnectionFlags } from "../asking/connection";
import { givenText } from "../arguments/given-text";
import { nearest } from "../arguments/nearest";
import type { TerminalHost } from "../terminal/terminal-host";
import { printableJsonText } from "../terminal/printable";
import { screenOf } from "../terminal/style";
import { eventPageSchema } from "./event-page";
import { eventText } from "./event-text";
import { followEvents } from "./follow-events";

interface EventsFlags extends ConnectionFlags {
  readonly follow: boolean;
  readonly json: boolean;
  readonly limit: number;
  readonly region?: string;
  readonly shard?: string;
  readonly kind?: readonly string[];
  readonly since?: string;
  readonly until?: string;
}

/** `events`: what happened, the latest last, and with `--follow` what happens. */
export function eventsCommand(host: TerminalHost, pause: (ms: number) => Promise<unknown> = sleep): Command {
  const text = givenText("a value");
  const command = new Command("events")
    .description("what happened to the cluster and its exporter, the latest last")
    .option("-f, --follow", "go on with what happens", false)
    .addOption(new Option("--limit <count>", "most events, the latest").default(20).argParser(limit))
    .option("--region <region>", "only what is about this region, by name or number", text)
    .option("--shard <number>", "only what is about this shard", text)
    .addOption(
      new Option("--kind <kind>", "only events of this kind; may be given several times")
        .choices(EVENT_KIND_NAMES)
        .argParser(collectKinds),
    )
    .option("--since <time>", "not before: a time, or how long ago, such as 2h", text)
    .option("--until <time>", "before: likewise", text)
    .option("--json", "print a JSON document a line", false);
  return addConnectionFlags(command, host.env).action(async (flags: EventsFlags) => {
    const client = await clientOf(flags, host);
    if (client === undefined) return;
    const { region, shard, kind } = flags;
    const isCountedBack = agoMs(flags.since) !== undefined || agoMs(flags.until) !== undefined;
    const health = flags.json && !isCountedBack ? undefined : await askForHealth(client);
    if (isCountedBack && health?.ok === false) {
      tellFailure(health.message, host);
      return;
    }
    const nowNs = health?.ok === true ? health.value.value.snapshotNs : 0n;
    const [since, until] = [moment(flags.since, nowNs), moment(flags.until, nowNs)];
    const query = { region, shard, kind, since, until, limit: String(flags.limit) };
    const page = await askFor(client, { path: "/api/v1/events", query }, eventPageSchema);
    if (!page.ok) {
      tellFailure(page.message, host);
      return;
    }
    // Reasons have the numbers of regions: one that has joined since is told by its number.
    const nameOf = health?.ok === true ? namesOf(health.value.value) : (id: number) => `region ${id}`;
    const tell = (event: ClusterEvent): void => {
      host.stdout(flags.json ? jsonLine(event) : eventText(event, nameOf, screenOf(host)));
    };
    for (const event of [...page.value.value.events].reverse()) tell(event);
    if (!flags.follow) return;
    const follow = { client, query: { region, shard, kind }, after: page.value.value.lastId, tell };
    await followEvents(follow, host, pause);
  });
}

function jsonLine(event: ClusterEvent): string {
  return `${printableJsonText(printJson(clusterEventToWire(event)))}\n`;
}

/** How long ago a flag says; undefined when it says no such span. */
function agoMs(text: string | undefined): number | undefined {
  return text === undefined || /^\d+$/.test(text) ? undefined : parseDuration(text);
}

/**
 * How long ago becomes seconds since the epoch; what is no such span is for the exporter to understand. It is counted back on the
 * exporter's clock: ours may be another, and that of a replay stands still.
 */
function moment(text: string | undefined, nowNs: bigint): string | undefined {
  const ago = agoMs(text);
  if (ago === undefined) return text;
  const ns = nowNs - BigInt(ago) * NS_PER_MS;
  return String(ns > 0n ? ns / NS_PER_SECOND : 0n);
}

function limit(text: string): number {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= 1_000) return value;
  throw new InvalidArgumentError("Expected a whole number from 1 to 1000.");
}

function collectKinds(kind: string, earlier: readonly string[] = []): readonly string[] {
  if (EVENT_KIND_NAMES.some((name) => name === kind)) return [...earlier, kind];
  throw new InvalidArgumentError(`No kind of event: ${nearest(kind, EVENT_KIND_NAMES)}`);
}
