import type { ClusterInbox, NotifiedAlert } from "../support/bundle/alert-inbox";
import type { AlertingStack, WatchedTarget } from "../support/bundle/alerting-stack";
import { eventually } from "../support/programs/eventually";
import type { WatchedCluster } from "../support/programs/watched-cluster";

/** Fault to notification takes ten to fifty seconds here; the rest is for a machine that is busy with something else. */
const NOTICE_DEADLINE_MS = 90_000;

/** A cluster to which one story happens, and all that watches it. */
export interface Stage {
  /** The label of its series; undefined: they have none. */
  readonly name: string | undefined;
  readonly cluster: WatchedCluster;
  readonly inbox: ClusterInbox;
  readonly stack: AlertingStack;
  /** Every exporter that is to be scraped, this one among them. */
  readonly targets: readonly WatchedTarget[];
}

/** Something that breaks in a cluster, and who is to be told. */
export interface Story {
  readonly title: string;
  /** Of its cluster. */
  readonly name: string | undefined;
  /** Breaks it, waits until the right ones know, and repairs it. */
  readonly play: (stage: Stage) => Promise<void>;
  /** All that anybody is told, as `receiver: AlertName region`. */
  readonly told: readonly string[];
}

/** They all happen at the same time, each to a cluster of its own. */
export const STORIES: readonly Story[] = [
  {
    title: "A region that is killed pages as Offline; its shards and its lag are silenced",
    name: "region-killed",
    play: killRegion,
    told: [
      "pager: TidaldbRegionDegraded ap-south",
      "pager: TidaldbRegionDegraded us-east",
      "pager: TidaldbRegionOffline eu-west",
    ],
  },
  {
    title: "The same happens where no series has a label cluster",
    name: undefined,
    play: killRegion,
    told: [
      "pager: TidaldbRegionDegraded ap-south",
      "pager: TidaldbRegionDegraded us-east",
      "pager: TidaldbRegionOffline eu-west",
    ],
  },
  {
    title: "A follower that stands still pages by its own region, and is not reported as lagging as well",
    name: "follower-stalled",
    play: stallFollower,
    told: ["pager: TidaldbRegionDegraded us-east", "pager: TidaldbReplicationStalled eu-west"],
  },
  {
    title: "A partition pages for both sides, and not for the region that sees both",
    name: "partition",
    play: partitionRegions,
    told: [
      "pager: TidaldbRegionDegraded eu-west",
      "pager: TidaldbRegionDegraded us-east",
      "pager: TidaldbReplicationStalled eu-west",
      "pager: TidaldbReplicationStalled us-east",
    ],
  },
  {
    title: "A shard that is killed pages its region as Degraded and is named in the quiet channel",
    name: "shard-killed",
    play: killShard,
    told: ["pager: TidaldbRegionDegraded eu-west", "quiet: TidaldbShardDown eu-west"],
  },
  {
    title: "An exporter that is killed pages by its address, and nothing is said of the regions",
    name: "exporter-killed",
    play: killExporter,
    told: ["pager: TidaldbExporterUnreachable"],
  },
  {
    title: "An exporter that restarts pages nobody, and neither ends nor repeats a page that is out",
    name: "exporter-restarted",
    play: restartExporter,
    told: [
      "pager: TidaldbRegionDegraded ap-south",
      "pager: TidaldbRegionDegraded us-east",
      "pager: TidaldbRegionOffline eu-west",
    ],
  },
  {
    title: "An exporter that is not scraped any more pages as absent",
    name: "exporter-absent",
    play: forgetExporter,
    told: ["pager: TidaldbExporterAbsent"],
  },
  {
    title: "A clock that is an hour ahead wakes nobody and is named in the quiet channel",
    name: "clock-skew",
    play: skewClock,
    told: ["quiet: TidaldbClockSkew eu-west"],
  },
  {
    title: "A region that comes and goes pages once, and is named as flapping in the quiet channel",
    name: "flapping",
    play: flap,
    told: ["pager: TidaldbRegionOffline eu-west", "quiet: TidaldbRegionFlapping eu-west"],
  },
  {
    title: "Two replicas that claim to lead page",
    name: "leader-conflict",
    play: claimLeadTwice,
    told: ["pager: TidaldbLeaderConflict"],
  },
];

async function killRegion(stage: Stage): Promise<void> {
  await stage.cluster.fault("kill-region", { region: "eu-west" });
  const { labels } = await told(stage, "pager", "TidaldbRegionOffline", "eu-west");
  expect(labels).toMatchObject({ severity: "critical" });
  await silenced(stage, "TidaldbShardDown eu-west", "TidaldbReplicationStalled eu-west");
  await stage.cluster.repair();
}

async function stallFollower(stage: Stage): Promise<void> {
  await stage.cluster.fault("stall-follower", { region: "eu-west", shard: "0" });
  const { labels } = await told(stage, "pager", "TidaldbReplicationStalled", "eu-west");
  expect(labels).toMatchObject({ severity: "critical", leader_region: "us-east" });
  await silenced(stage, "TidaldbFollowerLagging eu-west");
  await stage.cluster.repair();
}

async function partitionRegions(stage: Stage): Promise<void> {
  await stage.cluster.fault("partition", { region: "us-east", peer: "eu-west" });
  for (const region of ["us-east", "eu-west"]) {
    await told(stage, "pager", "TidaldbReplicationStalled", region);
    await told(stage, "pager", "TidaldbRegionDegraded", region);
  }
  await stage.cluster.repair();
}

async function killShard(stage: Stage): Promise<void> {
  await stage.cluster.fault("kill-shard", { shard: "1", region: "eu-west" });
  const degraded = await told(stage, "pager", "TidaldbRegionDegraded", "eu-west");
  expect(degraded.labels).toMatchObject({ severity: "warning", page: "true" });
  const down = await told(stage, "quiet", "TidaldbShardDown", "eu-west");
  expect(down.labels).toMatchObject({ severity: "warning", shard: "1" });
  await stage.cluster.repair();
}

async function killExporter(stage: Stage): Promise<void> {
  await stage.cluster.stopExporter("SIGKILL");
  const { labels } = await told(stage, "pager", "TidaldbExporterUnreachable");
  expect(labels).toMatchObject({ severity: "critical", instance: stage.cluster.address });
  await stage.cluster.startExporter();
}

async function restartExporter(stage: Stage): Promise<void> {
  await stage.cluster.stopExporter("SIGTERM");
  await stage.cluster.startExporter();
  await pass(15);
  expect(stage.inbox.alerts).toEqual([]);

  await stage.cluster.fault("kill-region", { region: "eu-west" });
  await told(stage, "pager", "TidaldbRegionOffline", "eu-west");
  await stage.cluster.stopExporter("SIGKILL");
  await stage.cluster.startExporter();
  await becomes(stage, "eu-west", "Offline");
  await pass(20);
  expect(stage.inbox.alerts.filter(({ status }) => status === "resolved")).toEqual([]);
  await stage.cluster.repair();
}

async function forgetExporter(stage: Stage): Promise<void> {
  await stage.stack.scrape(stage.targets.filter(({ cluster }) => cluster !== stage.name));
  const { labels } = await told(stage, "pager", "TidaldbExporterAbsent");
  expect(labels).toMatchObject({ severity: "critical" });
  await stage.stack.scrape(stage.targets);
}

async function skewClock(stage: Stage): Promise<void> {
  await stage.cluster.fault("skew-clock", { region: "eu-west", seconds: "3600" });
  const { annotations } = await told(stage, "quiet", "TidaldbClockSkew", "eu-west");
  expect(annotations["description"]).toMatch(/ is (1h 0m 0s|59m 5\ds) off /);
  await stage.cluster.repair();
}

async function flap(stage: Stage): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    // Not a region that is killed: the others, whose followers it has, would flap with it.
    await stage.cluster.fault("lose-heartbeats", { region: "eu-west" });
    await becomes(stage, "eu-west", "Offline");
    await pass(5);
    await stage.cluster.repair();
    await becomes(stage, "eu-west", "Healthy");
  }
  await told(stage, "quiet", "TidaldbRegionFlapping", "eu-west");
}

async function claimLeadTwice(stage: Stage): Promise<void> {
  await stage.cluster.fault("two-leaders", { shard: "0", region: "eu-west" });
  const { labels } = await told(stage, "pager", "TidaldbLeaderConflict");
  expect(labels).toMatchObject({ severity: "critical" });
  await stage.cluster.repair();
}

/** The alert, once the receiver was told of it. */
function told(stage: Stage, receiver: string, alertName: string, region?: string): Promise<NotifiedAlert> {
  return stage.inbox.firing(receiver, alertName, region, NOTICE_DEADLINE_MS);
}

/** Waits until these fire and are kept from everybody, each as `AlertName region`. */
async function silenced(stage: Stage, ...alerts: readonly string[]): Promise<void> {
  await eventually(`${alerts.join(", ")} fire and are silenced`, NOTICE_DEADLINE_MS, async () => {
    const held = await stage.stack.silenced(stage.name);
    return alerts.every((alert) => held.includes(alert)) ? true : undefined;
  });
}

/** Waits until the exporter sees a region in this state. */
async function becomes(stage: Stage, region: string, state: string): Promise<void> {
  await eventually(`${region} becomes ${state}`, NOTICE_DEADLINE_MS, async () => {
    const states = await stage.cluster.states();
    return states[region] === state ? true : undefined;
  });
}

/** Lets time pass in which something must not happen. */
function pass(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
