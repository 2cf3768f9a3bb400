import type { ClusterInbox } from "../../support/bundle/alert-inbox";
import type { PanelAnswers } from "../../support/bundle/panel-answers";
import { eventually } from "../../support/programs/eventually";
import type { Prometheus } from "../../support/programs/prometheus";
import type { WatchedCluster, WatchSettings } from "../../support/programs/watched-cluster";

/** Most of what is waited for takes some twenty seconds here; the rest is for a machine that is busy with something else. */
const DEADLINE_MS = 120_000;
/** How long a region is down as planned: it would be paged for after some twenty seconds. */
const DOWN = "30s";
/** How long a region has to serve again before its work is over: longer than a busy machine's heartbeats wait. */
const SETTLE = "10s";
/** How long an upgrade may take: longer than an outage that nobody announced takes until it is paged. */
const LIMIT = "35s";

/** A cluster to which planned work, or a partition, happens; what watches it, and what the one on call is told. */
export interface PlannedWorkStage {
  readonly name: string;
  readonly cluster: WatchedCluster;
  readonly prometheus: Prometheus;
  readonly inbox: ClusterInbox;
  /** What panels of the shipped dashboards show with this cluster chosen. */
  readonly panels: PanelAnswers;
}

/** Planned work, or a partition, and who is told of it. */
export interface PlannedWorkStory {
  readonly title: string;
  /** Of its cluster. */
  readonly name: string;
  /** What is otherwise with its cluster: a shard at home in each region, and nothing that counts as lag on a busy machine. */
  readonly watch?: Partial<WatchSettings>;
  /** All of it, until the cluster is well again. */
  readonly happens: (stage: PlannedWorkStage) => Promise<void>;
  /** All that PagerDuty is sent, in order, without the name of the cluster. */
  readonly paged: readonly unknown[];
  /** What it may be sent after that: a busy machine takes long to catch up with what was missed, and that is told as well. */
  readonly catchesUp?: RegExp;
}

/** While a region that was silent catches up, it is behind, or its own shards are as well, or it is known no more what it had: how long that takes is chance. */
function over(subject: string): unknown {
  const words = "(silent|behind|isolated|broken|in trouble)";
  return expect.stringMatching(new RegExp(`^resolve: Resolved: ${subject} was ${words}$`));
}

/** They all happen at the same time, each to a cluster of its own: three regions. */
export const PLANNED_WORK_STORIES: readonly PlannedWorkStory[] = [
  {
    title: "a planned drain of a region pages nobody, and all of it is visible",
    name: "planned-drain",
    happens: drain,
    paged: [],
  },
  {
    title: "a second region that fails during a planned drain is one page, about that region",
    name: "second-region",
    happens: drainWhileAnotherFails,
    paged: [
      expect.stringMatching(/^trigger: ap-south silent: 3 replicas, 1 shard without a leader$/),
      over("ap-south"),
    ],
    catchesUp: / ap-south (was )?behind/,
  },
  {
    title: "an upgrade that hangs is one page, when its time is over",
    name: "hanging-upgrade",
    happens: hang,
    paged: ["trigger: eu-west silent: 3 replicas", over("eu-west")],
    catchesUp: / eu-west (was )?behind/,
  },
  {
    title:
      "a partition with writes on both sides is one page about the link; dashboards show what differs, and that it is whole again",
    name: "writes-on-both-sides",
    // A link with two followers is a shard that is behind until the second one is behind as well.
    watch: { shardsPerRegion: 3, degradedLagMs: 6_000 },
    happens: writeOnBothSides,
    paged: [
      // Of the six some are told a moment later.
      expect.stringMatching(/^trigger: Link us-east - eu-west broken: [1-6] followers$/),
      over("Link us-east - eu-west"),
    ],
    catchesUp: / (Link us-east - eu-west|us-east|eu-west) (was )?(broken|behind)/,
  },
];

interface Health {
  readonly maintenance: readonly { readonly id: string; readonly until_ns: number }[];
  readonly region_details: Readonly<Record<string, { state: string; announced_by?: readonly string[] }>>;
  readonly incidents: readonly { readonly title: string; readonly announced?: unknown }[];
}

async function drain(stage: PlannedWorkStage): Promise<void> {
  const { cluster, prometheus, panels, name } = stage;
  const id = await cluster.operation("rolling-upgrade", {
    version: "2.0.0",
    region: "eu-west",
    down: DOWN,
    settle: SETTLE,
  });
  const upgrading = `${id}.region-1.upgrading`;
  const incident = await eventually("the region's incident is announced", DEADLINE_MS, async () => {
    const { incidents } = await health(stage);
    return incidents.find(({ title, announced }) => title.startsWith("eu-west ") && announced !== undefined);
  });
  expect(incident).toMatchObject({ title: "eu-west silent: 3 replicas" });
  const { maintenance, region_details: details } = await health(stage);
  expect(maintenance).toMatchObject([
    { id: upgrading, by: "reference-cluster", reason: "rolling upgrade to 2.0.0, node 1 of 1: Upgrading" },
  ]);
  // Its state is what it is.
  expect(details["1"]).toMatchObject({ state: "Offline", announced_by: [upgrading] });
  const page = await (await fetch(`http://${cluster.address}/`)).text();
  expect(page).toContain(`Announced by ${upgrading}, until`);
  const seen = `cluster="${name}"`;
  await eventually("Prometheus has it as announced", DEADLINE_MS, async () => {
    const answers = await Promise.all(
      [
        `tidaldb_region_health{state="offline",region="eu-west",${seen}} == 1`,
        `tidaldb_region_announced{region="eu-west",${seen}} == 1`,
        `tidaldb_maintenance_end_timestamp_seconds{id="${upgrading}",${seen}}`,
        `tidaldb_incident_announced{region="eu-west",${seen}} == 1`,
      ].map((query) => prometheus.query(query)),
    );
    return answers.every(({ length }) => length > 0) ? true : undefined;
  });
  const rows = await panels.labels("tidaldb-overview", "Planned work", "id");
  expect(rows).toContain(upgrading);
  await isOver(stage, id, "Complete");
}

async function drainWhileAnotherFails(stage: PlannedWorkStage): Promise<void> {
  const { cluster, inbox } = stage;
  const parameters = { version: "2.0.0", region: "eu-west", down: DOWN, settle: SETTLE };
  const id = await cluster.operation("rolling-upgrade", parameters);
  await isOffline(stage, "eu-west");
  await cluster.fault("kill-region", { region: "ap-south" });
  // It has been silent for less long than the other one, of which nothing is said.
  await pages(inbox, 1);
  await cluster.repair();
  await isOver(stage, id, "Complete");
}

async function hang(stage: PlannedWorkStage): Promise<void> {
  const { cluster, inbox } = stage;
  const parameters = { version: "2.0.0", region: "eu-west", outcome: "hangs", limit: LIMIT };
  const id = await cluster.operation("rolling-upgrade", parameters);
  await isOffline(stage, "eu-west");
  const [work] = (await health(stage)).maintenance;
  // That it ends soon, with the region Offline, is told before, and wakes nobody.
  await inbox.firing("quiet", "TidaldbMaintenanceEndsSoon", "eu-west", DEADLINE_MS);
  await pages(inbox, 1);
  expect(Date.now()).toBeGreaterThanOrEqual(Number(work?.until_ns) / 1e6);
  await cluster.cancel(id);
  await isOver(stage, id, "Failed");
}

interface ClusterStatus {
  readonly workload: { readonly signals_written: number; readonly signals_refused: number };
  readonly sessions: {
    readonly shown_although_hidden: number;
    readonly regions: readonly { readonly hard_negatives: number }[];
  };
  readonly operations: readonly {
    readonly id: string;
    readonly over: boolean;
    readonly nodes?: readonly { readonly state: string }[];
  }[];
  readonly shards: readonly {
    readonly shard_id: number;
    readonly home: string;
    readonly replicas: readonly ReplicaStatus[];
  }[];
}

interface ReplicaStatus {
  readonly region: string;
  readonly applied_seqno: number;
  readonly entities: number;
  readonly signals_total: number;
  readonly diverged_signals: number;
}

async function writeOnBothSides(stage: PlannedWorkStage): Promise<void> {
  const { cluster, inbox, panels } = stage;
  await cluster.fault("partition", { region: "us-east", peer: "eu-west", writes: "both" });
  await pages(inbox, 1);
  const notReconciled = ["tidaldb-shard", "Signals not reconciled yet", "region"] as const;
  await eventually("the dashboard shows that both sides differ", DEADLINE_MS, async () => {
    const last = await panels.lastValues(...notReconciled);
    return (last["us-east"] ?? 0) > 0 && (last["eu-west"] ?? 0) > 0 ? true : undefined;
  });
  await cluster.repair();
  await eventually("the dashboard shows that nothing differs", DEADLINE_MS, async () => {
    const last = await panels.lastValues(...notReconciled);
    return Object.values(last).join() === "0,0,0" ? true : undefined;
  });
  await eventually("the dashboard shows that conflicts were resolved", DEADLINE_MS, async () => {
    const most = await panels.mostValues("tidaldb-shard", "Conflicts resolved", "region");
    return Math.max(...Object.values(most)) > 0 ? true : undefined;
  });
  await eventually("the dashboard shows when they were", DEADLINE_MS, async () => {
    const ages = await panels.lastValues("tidaldb-shard", "Since the last reconciliation", "region");
    return Math.min(...Object.values(ages)) < DEADLINE_MS / 1000 ? true : undefined;
  });
  const { workload, sessions, shards } = await status(stage);
  // Each acknowledged write once, at this moment and at every other.
  expect(shards.reduce((sum, shard) => sum + atHome(shard).signals_total, 0)).toBe(workload.signals_written);
  expect(workload.signals_refused).toBe(0);
  for (const region of sessions.regions) expect(region.hard_negatives).toBeGreaterThan(0);
  expect(sessions.shown_although_hidden).toBe(0);
  await everyShardIsEqual(stage);
}

/** Writes go on meanwhile, so that each shard is looked at until its followers have what its leader has. */
async function everyShardIsEqual(stage: PlannedWorkStage): Promise<void> {
  const unequal = new Set((await status(stage)).shards.map(({ shard_id: shardId }) => shardId));
  await eventually("the replicas of every shard are equal", DEADLINE_MS, async () => {
    for (const { shard_id: shardId, replicas } of (await status(stage)).shards) {
      const different = new Set(
        replicas.map(({ applied_seqno: applied, entities, signals_total: total }) =>
          [applied, entities, total].join(),
        ),
      );
      if (different.size === 1) unequal.delete(shardId);
    }
    return unequal.size === 0 ? true : undefined;
  });
}

function atHome({ home, replicas }: ClusterStatus["shards"][number]): ReplicaStatus {
  const leader = replicas.find(({ region }) => region === home);
  if (leader === undefined) throw new Error(`no replica in ${home}`);
  return leader;
}

async function health({ cluster }: PlannedWorkStage): Promise<Health> {
  return (await (await fetch(`http://${cluster.address}/health.json`)).json()) as Health;
}

async function status({ cluster }: PlannedWorkStage): Promise<ClusterStatus> {
  return (await cluster.status()) as ClusterStatus;
}

/** Waits until Prometheus has a region as Offline. */
async function isOffline({ prometheus, name }: PlannedWorkStage, region: string): Promise<void> {
  const query = `tidaldb_region_health{state="offline",region="${region}",cluster="${name}"} == 1`;
  await eventually(`${region} is Offline`, DEADLINE_MS, async () =>
    (await prometheus.query(query)).length > 0 ? true : undefined,
  );
}

/** Waits until an upgrade of one region has come to its end. */
async function isOver(stage: PlannedWorkStage, id: string, state: string): Promise<void> {
  await eventually(`${id} is ${state}`, DEADLINE_MS, async () => {
    const operation = (await status(stage)).operations.find((one) => one.id === id);
    return operation?.over === true && operation.nodes?.[0]?.state === state ? true : undefined;
  });
}

/** What PagerDuty was sent about a cluster. An exporter that is too busy to answer says nothing of planned work; no story breaks one. */
export function pagedOf(inbox: ClusterInbox): readonly string[] {
  return inbox.paged.filter((line) => !line.includes("ExporterUnreachable"));
}

/** Waits until PagerDuty was sent so many events. */
async function pages(inbox: ClusterInbox, count: number): Promise<void> {
  await eventually(`${count} pages`, DEADLINE_MS, () => (pagedOf(inbox).length >= count ? true : undefined));
}
