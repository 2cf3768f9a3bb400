import type { ClusterInbox, NotifiedAlert } from "../../support/bundle/alert-inbox";
import type { AlertingStack, WatchedTarget } from "../../support/bundle/alerting-stack";
import { eventually } from "../../support/programs/eventually";
import type { WatchedCluster } from "../../support/programs/watched-cluster";

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
  /** All that a person is told, as `receiver: AlertName region`. */
  readonly told: readonly string[];
}

/** They all happen at the same time, each to a cluster of its own. */
export const STORIES: readonly Story[] = [
  {
    title:
      "A region that is killed pages once; that others are Degraded by it, its shards and its lag are silenced",
    name: "region-killed",
    play: killRegion,
    told: ["pager: TidaldbRegionInTrouble eu-west"],
  },
  {
    title: "The same happens where no series has a label cluster",
    name: undefined,
    play: killRegion,
    told: ["pager: TidaldbRegionInTrouble eu-west"],
  },
  {
    title: "An exporter that is killed pages by its address, and nothing is said of the regions",
    name: "exporter-killed",
    play: killExporter,
    told: ["pager: TidaldbExporterUnreachable"],
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
    title: "Two replicas that claim to lead page",
    name: "leader-conflict",
    play: claimLeadTwice,
    told: ["pager: TidaldbLeadershipLost"],
  },
];

async function killRegion(stage: Stage): Promise<void> {
  await stage.cluster.fault("kill-region", { region: "eu-west" });
  const { labels } = await told(stage, "pager", "TidaldbRegionInTrouble", "eu-west");
  expect(labels).toMatchObject({ severity: "critical" });
  await told(stage, "nobody", "TidaldbRegionInvolved", "eu-west");
  await silenced(stage, "TidaldbShardDown eu-west");
  await stage.cluster.repair();
}

async function killExporter(stage: Stage): Promise<void> {
  await stage.cluster.stopExporter("SIGKILL");
  const { labels } = await told(stage, "pager", "TidaldbExporterUnreachable");
  expect(labels).toMatchObject({ severity: "critical", instance: stage.cluster.address });
  await stage.cluster.startExporter();
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

async function claimLeadTwice(stage: Stage): Promise<void> {
  await stage.cluster.fault("two-leaders", { shard: "0", region: "eu-west" });
  const { labels } = await told(stage, "pager", "TidaldbLeadershipLost");
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
