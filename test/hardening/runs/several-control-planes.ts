import { spawnSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

import { NatsServers } from "../../support/programs/nats-servers";
import { bucketIsWhole, leaderOf } from "../../support/programs/nats-control-planes";
import { eventually } from "../../support/programs/eventually";
import { ask } from "../clients/ask";
import { Latencies } from "../clients/latencies";
import type { Finding, Hardness, HardRun } from "../hard-run";
import { figure, verdict } from "../hard-run";
import { ControlPlanes } from "../several/control-planes";
import { SENDERS_CLUSTER, SteadySenders } from "../several/steady-senders";
import { SteadyChanges } from "../several/steady-changes";

const BUCKET = "tidaldb";
const MEMBERS = 3;
const HEARTBEATS_PER_SECOND = 5_000;
/** What the design promises after a leader is gone. */
const WRITABLE_MS = 10_000;
const SETTLE_MS = 5_000;
/** Between two kills, so that the next one meets a whole cluster. */
const PAUSE_MS = 1_500;
const LOOK_MS = 500;
/** Kills between two words about how far it is. */
const SAY_AFTER = 5;

type Say = (progress: string) => void;

/** Three control planes that share their state, on three NATS servers: leaders of both are killed, one at a time. */
export const SEVERAL_CONTROL_PLANES: HardRun = {
  name: "several-control-planes",
  title: "kill -9 of NATS leaders and control planes",
  thrown: ({ natsKills }) =>
    `Three exporters on one bucket of three NATS servers, under ${HEARTBEATS_PER_SECOND.toLocaleString("en")} heartbeats a second (half over ` +
    `NATS, half over HTTP to one of them, which passes them on) and ten changes a second. ${natsKills} times the server that leads the ` +
    "bucket is killed, and as often one of the exporters; each is started again before the next one. Every change that was " +
    "acknowledged is looked for at another exporter before it is replaced. An incident at any exporter would be a page.",
  isQuick: true,
  run: async (hardness, say) => {
    const version = natsVersion();
    if (version === undefined) {
      return { skipped: "there is no nats-server (Debian: apt-get install nats-server)" };
    }
    if (version.startsWith("2.9.")) {
      return {
        skipped: `with nats-server ${version} acknowledged changes get lost when leaders are killed (decision 025); take a newer one`,
      };
    }
    return { findings: [...(await killInTurn(hardness, say)), figure("nats-server", version)] };
  },
};

/** Of the server that is first on the PATH; undefined when there is none. */
function natsVersion(): string | undefined {
  const { stdout, error } = spawnSync("nats-server", ["--version"], { encoding: "utf8" });
  return error ? undefined : (/v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? "of no version");
}

async function killInTurn({ natsKills }: Hardness, say: Say): Promise<readonly Finding[]> {
  const servers = await NatsServers.start({ count: MEMBERS });
  let planes: ControlPlanes | undefined;
  let senders: SteadySenders | undefined;
  try {
    planes = await ControlPlanes.start(configOf(servers), MEMBERS);
    const { ports } = planes;
    const takers = (): readonly number[] => planes?.ports ?? ports;
    senders = await SteadySenders.start(servers.urls, takers, HEARTBEATS_PER_SECOND);
    await delay(SETTLE_MS);
    planes.forget();
    const changes = new SteadyChanges(takers);
    const readers = new Readers(takers);
    const kills = await killLeadersAndPlanes(servers, planes, changes, natsKills, say);
    await readers.stop();
    await changes.stop();
    return [...verdictsOf(natsKills, kills, planes), ...changed(changes), ...read(readers), ...sent(senders)];
  } finally {
    senders?.stop();
    await planes?.stop();
    await servers.stop();
  }
}

function configOf(servers: NatsServers): object {
  return {
    cluster: { name: SENDERS_CLUSTER },
    nats: { servers: servers.urls, heartbeats: true },
    storage: { kind: "nats", path: "FOLDER/copy.json", bucket: BUCKET, replicas: MEMBERS },
  };
}

/** What the kills came to. */
interface Kills {
  readonly leaders: number;
  readonly planes: number;
  /** From the kill of a leader to the first change that was begun and acknowledged after it. */
  readonly writableAgain: Latencies;
}

async function killLeadersAndPlanes(
  servers: NatsServers,
  planes: ControlPlanes,
  changes: SteadyChanges,
  count: number,
  say: Say,
): Promise<Kills> {
  const writableAgain = new Latencies();
  for (let turn = 0; turn < count; turn += 1) {
    const leader = await leaderOf(servers, BUCKET);
    await servers.kill(leader);
    writableAgain.add(await untilChanged(changes));
    await servers.startOne(leader);
    await bucketIsWhole(servers, BUCKET);
    await delay(PAUSE_MS);
    await planes.kill(turn % MEMBERS);
    await delay(PAUSE_MS * Math.random());
    await planes.revive(turn % MEMBERS);
    await delay(PAUSE_MS);
    if ((turn + 1) % SAY_AFTER === 0) {
      const { transitions, incidents } = planes;
      say(
        `${turn + 1} of ${count} leaders and as many exporters killed; changes: ${changes.acknowledged} acknowledged, ` +
          `${changes.lost.length} lost; transitions: ${listed(transitions)}; incidents: ${listed(incidents)}`,
      );
    }
  }
  return { leaders: count, planes: count, writableAgain };
}

/** Milliseconds until one more change is acknowledged that is not one of those that were through already. */
async function untilChanged(changes: SteadyChanges): Promise<number> {
  const startedMs = performance.now();
  const before = changes.acknowledged;
  await eventually("a change is kept again", 3 * WRITABLE_MS, () =>
    changes.acknowledged > before ? true : undefined,
  );
  return performance.now() - startedMs;
}

/** Reads each control plane all the time, as long as it is there. */
class Readers {
  readonly #takers: () => readonly number[];
  readonly #took = new Latencies();
  readonly #failed: string[] = [];
  readonly #under: Promise<void>;
  #isOver = false;
  /** Fewest control planes that were there at a look. */
  fewest = MEMBERS;

  constructor(takers: () => readonly number[]) {
    this.#takers = takers;
    this.#under = this.#readAll();
  }

  get took(): Latencies {
    return this.#took;
  }

  get failed(): readonly string[] {
    return this.#failed;
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#under;
  }

  async #readAll(): Promise<void> {
    while (!this.#isOver) {
      const ports = this.#takers();
      this.fewest = Math.min(this.fewest, ports.length);
      for (const port of ports) await this.#read(port);
      await delay(LOOK_MS);
    }
  }

  async #read(port: number): Promise<void> {
    try {
      const { status, tookMs } = await ask({ port, path: "/metrics?collect[]=cluster" });
      if (status === 200) this.#took.add(tookMs);
      else this.#failed.push(`scrape: ${status}`);
    } catch (error) {
      // It may have been killed while it answered.
      if (this.#takers().includes(port)) this.#failed.push(String(error));
    }
  }
}

function verdictsOf(count: number, kills: Kills, planes: ControlPlanes): readonly Finding[] {
  const { writableAgain, leaders, planes: killedPlanes } = kills;
  return [
    verdict(
      "each is killed and starts again",
      leaders === count && killedPlanes === count,
      `${leaders} leaders, ${killedPlanes} exporters`,
    ),
    verdict(
      `after a leader's end changes are kept again within ${WRITABLE_MS / 1000} s`,
      writableAgain.percentile(1) <= WRITABLE_MS,
      `p50 ${seconds(writableAgain.percentile(0.5))}, max ${seconds(writableAgain.percentile(1))}`,
    ),
    verdict("no region changes its state", planes.transitions.length === 0, listed(planes.transitions)),
    verdict("nobody is paged: no incident begins", planes.incidents.length === 0, listed(planes.incidents)),
  ];
}

function changed(changes: SteadyChanges): readonly Finding[] {
  const { acknowledged, refused, unanswered, looked, lost, odd, took } = changes;
  return [
    verdict(
      "no acknowledged change is lost",
      lost.length === 0,
      `${listed(lost)} of ${acknowledged}; ${looked} looks`,
    ),
    verdict("every other answer is a 503", odd.length === 0, `${refused} were; others: ${listed(odd)}`),
    verdict("there were changes to lose", acknowledged > 0 && looked > 0, acknowledged),
    figure("changes without an answer, their exporter was killed", unanswered),
    figure(
      "a change takes",
      `p50 ${took.percentile(0.5).toFixed(1)} ms, p99 ${seconds(took.percentile(0.99))}`,
    ),
  ];
}

function read({ took, failed, fewest }: Readers): readonly Finding[] {
  const times = `p99 ${took.percentile(0.99).toFixed(1)}, max ${took.percentile(1).toFixed(1)} ms over ${took.count}`;
  return [
    verdict(
      "whoever runs can be scraped all the time",
      failed.length === 0,
      `${listed(failed)} failed; ${times}`,
    ),
    verdict("two exporters at the least are there at any moment", fewest >= MEMBERS - 1, fewest),
  ];
}

function sent(senders: SteadySenders): readonly Finding[] {
  return [
    verdict(
      "every batch posted is taken by one of them",
      senders.unposted.length === 0,
      `${listed(senders.unposted)} were not`,
    ),
    figure("heartbeats sent", senders.sent.toLocaleString("en")),
  ];
}

function listed(all: readonly string[]): string {
  return all.length === 0 ? "0" : `${all.length} (${all.slice(0, 3).join("; ")})`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
