import { Command, InvalidArgumentError, Option } from "commander";
import { DURATION_FORM, parseDuration } from "./duration";
import { HEARTBEAT_CONTENTS } from "./heartbeats/heartbeat-content";
import type { HeartbeatContent } from "./heartbeats/heartbeat-content";
import { HEARTBEAT_FORMATS } from "./heartbeats/heartbeat-encoding";
import type { HeartbeatFormat } from "./heartbeats/heartbeat-encoding";
import { DEFAULT_REGION_NAMES, DEFAULT_SHARDS_PER_REGION } from "./layout";
import { parseLoopbackAddress } from "./loopback-address";
import type { ListenAddress } from "./loopback-address";
import { ROUTING_STRATEGIES } from "./routing/shard-router";
import type { RoutingStrategy } from "./routing/shard-router";
import { DEFAULT_WAL_LIMITS } from "./storage/replica-store";
import { MOST_SIGNALS_PER_SECOND } from "./workload/rate-schedule";
import { DEFAULT_WORKLOAD } from "./workload/signal-workload";

/** What the command line says, each value checked by itself. */
export interface CommandLine {
  /** At least one; all of them get everything. */
  readonly exporterUrl: readonly URL[];
  readonly exporterTokenFile?: string;
  readonly listenAddress: ListenAddress;
  readonly regions: readonly string[];
  readonly shardsPerRegion: number;
  readonly routing: RoutingStrategy;
  readonly signalsPerSecond: number;
  readonly entities: number;
  readonly seed: number;
  /** Milliseconds. */
  readonly heartbeatInterval: number;
  readonly heartbeatFormat: HeartbeatFormat;
  readonly heartbeatContent: HeartbeatContent;
  /** Where data is kept; what is not given is temporary. */
  readonly dataDir?: string;
  /** Bytes. */
  readonly walCap: number;
  /** Faults to begin with, as they were written. */
  readonly fault: readonly string[];
  /** Planned operations, as they were written. */
  readonly operation: readonly string[];
  readonly logLevel: string;
}

const DEFAULT_EXPORTER_URL = "http://127.0.0.1:10843";

const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"];

/** The command `reference-cluster` with its options. Nothing of it ends the process: commander throws instead. */
export function referenceClusterCommand(): Command {
  return new Command("reference-cluster")
    .description(
      "Behaves like a tidalDB cluster: stores signals in shards, replicates them between regions, and sends heartbeats to " +
        "tidaldb-exporters. Faults can be put on it while it runs, see http://127.0.0.1:10844/. " +
        "`reference-cluster export --help`: prints signals of one that runs.",
    )
    .addOption(exporterUrlOption())
    .option("--exporter-token-file <file>", "file with the bearer token that the exporters ask for")
    .addOption(
      option(
        "--listen-address <address>",
        "loopback address for status and faults",
        "127.0.0.1:10844",
        loopback,
      ),
    )
    .addOption(option("--regions <names>", "names of the regions", DEFAULT_REGION_NAMES.join(","), names))
    .addOption(
      option("--shards-per-region <n>", "shards at home in each region", DEFAULT_SHARDS_PER_REGION, count),
    )
    .addOption(
      new Option("--routing <strategy>", "which shard an entity belongs to")
        .choices(ROUTING_STRATEGIES)
        .default("hash"),
    )
    .addOption(
      option(
        "--signals-per-second <n>",
        `signals a second in the whole cluster at its busiest, at most ${MOST_SIGNALS_PER_SECOND}`,
        DEFAULT_WORKLOAD.signalsPerSecond,
        count,
      ),
    )
    .addOption(
      option("--entities <n>", "entities that the signals are about", DEFAULT_WORKLOAD.entityCount, count),
    )
    .addOption(option("--seed <n>", "seed for the choice of entities", DEFAULT_WORKLOAD.seed, count))
    .addOption(
      option("--heartbeat-interval <duration>", "time between a region's heartbeats", "5s", duration),
    )
    .addOption(
      new Option("--heartbeat-format <format>", "how heartbeats are written")
        .choices(HEARTBEAT_FORMATS)
        .default("json"),
    )
    .addOption(
      new Option(
        "--heartbeat-content <content>",
        "what heartbeats say: everything, no boot_id and heartbeat_seq, the seven required fields, or everything from leaders only",
      )
        .choices(HEARTBEAT_CONTENTS)
        .default("all"),
    )
    .option(
      "--data-dir <directory>",
      "where the data is kept, to go on from there with the next start (default: a temporary directory, removed at the end)",
    )
    .addOption(
      option(
        "--wal-cap <bytes>",
        "WAL that a leader keeps for a follower",
        DEFAULT_WAL_LIMITS.capBytes,
        count,
      ),
    )
    .option(
      "--fault <fault>",
      "a fault to begin with, e.g. kill-region:eu-west@60s+120s (after 60s, for 120s); repeatable",
      (text: string, previous: readonly string[]) => [...previous, text],
      [] as readonly string[],
    )
    .option(
      "--operation <operation>",
      "a planned operation to begin, e.g. rolling-upgrade:1.1.0@60s (after 60s); repeatable",
      (text: string, previous: readonly string[]) => [...previous, text],
      [] as readonly string[],
    )
    .addOption(new Option("--log-level <level>", "what to log").choices(LOG_LEVELS).default("info"))
    .exitOverride();
}

/** An option whose default, like any value, is a text that its parser reads. */
function option(
  flags: string,
  description: string,
  fallback: string | number,
  parse: (text: string) => unknown,
): Option {
  return new Option(flags, description).argParser(parse).default(parse(String(fallback)), String(fallback));
}

/** The first that is given takes the place of the default, further ones come beside it. */
function exporterUrlOption(): Option {
  const fallback: readonly URL[] = [new URL(DEFAULT_EXPORTER_URL)];
  const add = (text: string, previous: readonly URL[]): readonly URL[] =>
    previous === fallback ? [httpUrl(text)] : [...previous, httpUrl(text)];
  return new Option(
    "--exporter-url <url>",
    "the exporter that gets the heartbeats; repeatable, each gets all",
  )
    .argParser(add)
    .default(fallback, DEFAULT_EXPORTER_URL);
}

function httpUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new InvalidArgumentError("Expected an address such as http://127.0.0.1:10843.");
  }
  return url;
}

function loopback(text: string): ListenAddress {
  const result = parseLoopbackAddress(text);
  if (!result.ok) throw new InvalidArgumentError(`${result.message}.`);
  return result.value;
}

function names(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}

function count(text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new InvalidArgumentError("Expected a whole number from 1 on.");
  return value;
}

function duration(text: string): number {
  const durationMs = parseDuration(text);
  if (durationMs === undefined || durationMs < 100) {
    throw new InvalidArgumentError(`Expected ${DURATION_FORM}, at least 100ms.`);
  }
  return durationMs;
}
