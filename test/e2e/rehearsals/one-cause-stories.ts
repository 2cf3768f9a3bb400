import type { ClusterInbox } from "../../support/bundle/alert-inbox";
import { eventually } from "../../support/programs/eventually";
import type { WatchedCluster } from "../../support/programs/watched-cluster";

/** Fault to page takes some twenty seconds here; the rest is for a machine that is busy with something else. */
const PAGE_DEADLINE_MS = 90_000;
/** How long what is broken stays so after its page: twice as long as it took to be paged. */
const OPEN_SECONDS = 20;

/** A cluster to which one thing happens, and what the one on call is told. */
export interface OneCauseStage {
  readonly cluster: WatchedCluster;
  readonly inbox: ClusterInbox;
}

/** One thing that breaks. */
export interface OneCauseStory {
  readonly title: string;
  /** Of its cluster. */
  readonly name: string;
  /** 1 if not given. */
  readonly exporterCount?: number;
  /** Breaks it, and waits as long as it is to stay broken. */
  readonly breaks: (stage: OneCauseStage) => Promise<void>;
  /** All that PagerDuty is sent, in order, without the name of the cluster. */
  readonly paged: readonly unknown[];
}

/** While a region that was silent catches up, it is behind, or its own shards are as well: how long that takes is chance. */
const OVER_IN_EU_WEST: unknown = expect.stringMatching(
  /^resolve: Resolved: eu-west was (silent|behind|isolated)$/,
);

/** They all happen at the same time, each to a cluster of its own: three regions, three shards at home in each. */
export const ONE_CAUSE_STORIES: readonly OneCauseStory[] = [
  {
    title: "a region is killed",
    name: "region-killed-once",
    breaks: fault("kill-region", { region: "eu-west" }),
    paged: ["trigger: eu-west silent: 9 replicas, 3 shards without a leader", OVER_IN_EU_WEST],
  },
  {
    title: "no region reaches the exporter",
    name: "all-cut-off",
    breaks: fault("lose-heartbeats", {}),
    paged: [
      "trigger: Nothing heard: 27 replicas, 9 shards without a leader",
      "resolve: Resolved: Nothing was heard",
    ],
  },
  {
    title: "the link between two regions is cut",
    name: "link-cut",
    breaks: fault("partition", { region: "us-east", peer: "eu-west" }),
    paged: [
      "trigger: Link us-east - eu-west broken: 6 followers",
      "resolve: Resolved: Link us-east - eu-west was broken",
    ],
  },
  {
    title: "a follower stalls",
    name: "one-follower-stalled",
    breaks: fault("stall-follower", { region: "eu-west", shard: "0" }),
    paged: ["trigger: Shard 0 in eu-west behind", "resolve: Resolved: Shard 0 in eu-west was behind"],
  },
  {
    title: "a shard is killed",
    name: "one-shard-killed",
    breaks: fault("kill-shard", { shard: "3", region: "eu-west" }),
    paged: ["trigger: Shard 3 in eu-west silent", "resolve: Resolved: Shard 3 in eu-west was silent"],
  },
  {
    title: "a region is killed, and then the exporter that knew",
    name: "exporter-killed-in-outage",
    breaks: killRegionThenExporter,
    paged: [
      "trigger: eu-west silent: 9 replicas, 3 shards without a leader",
      "trigger: ExporterUnreachable. Prometheus cannot scrape an exporter.",
      "resolve: Resolved: ExporterUnreachable. Prometheus cannot scrape an exporter.",
      OVER_IN_EU_WEST,
    ],
  },
  {
    title: "one of two exporters does not hear a region",
    name: "one-of-two-deaf",
    exporterCount: 2,
    breaks: cutOffOneExporter,
    paged: [],
  },
  {
    title: "two exporters see a region die",
    name: "two-exporters",
    exporterCount: 2,
    breaks: fault("kill-region", { region: "eu-west" }),
    paged: ["trigger: eu-west silent: 9 replicas, 3 shards without a leader", OVER_IN_EU_WEST],
  },
];

/** Puts one fault on the cluster, which stays for a while after the page. */
function fault(name: string, parameters: Readonly<Record<string, string>>): OneCauseStory["breaks"] {
  return async ({ cluster, inbox }) => {
    await cluster.fault(name, parameters);
    await pages(inbox, 1);
    await pass(OPEN_SECONDS);
  };
}

async function killRegionThenExporter({ cluster, inbox }: OneCauseStage): Promise<void> {
  await cluster.fault("kill-region", { region: "eu-west" });
  await pages(inbox, 1);
  await cluster.stopExporter("SIGKILL");
  await pages(inbox, 2);
  await cluster.startExporter();
  await pages(inbox, 3);
  await pass(OPEN_SECONDS);
}

async function cutOffOneExporter({ cluster }: OneCauseStage): Promise<void> {
  cluster.cutOff(cluster.address, 1);
  await pass(2 * OPEN_SECONDS);
}

/** Waits until PagerDuty was sent so many events. */
async function pages(inbox: ClusterInbox, count: number): Promise<void> {
  await eventually(`${count} pages, not ${inbox.paged.join("; ")}`, PAGE_DEADLINE_MS, () =>
    inbox.paged.length >= count ? true : undefined,
  );
}

/** Lets time pass in which nobody is to be told more. */
function pass(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
