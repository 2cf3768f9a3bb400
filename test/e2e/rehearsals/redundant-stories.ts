import type { ClusterInbox } from "../../support/bundle/alert-inbox";
import type { RedundantStack } from "../../support/bundle/redundant-stack";
import { eventually } from "../../support/programs/eventually";
import type { WatchedCluster } from "../../support/programs/watched-cluster";

/** Fault to page takes some twenty seconds here; the rest is for a machine that is busy with something else. */
const PAGE_DEADLINE_MS = 90_000;
const BACK_DEADLINE_MS = 60_000;
/** How long each program is away: less than a Prometheus waits before it tells that an exporter does not answer. */
const AWAY_SECONDS = 5;

/** A cluster, its two control planes, what watches those, and what the one on call is told. */
export interface RedundantStage {
  readonly cluster: WatchedCluster;
  readonly stack: RedundantStack;
  readonly inbox: ClusterInbox;
}

/** One thing that happens to a cluster that is watched twice. */
export interface RedundantStory {
  readonly title: string;
  /** Of its cluster. */
  readonly name: string;
  readonly happens: (stage: RedundantStage) => Promise<void>;
  /** All that PagerDuty is sent, in order, without the name of the cluster. */
  readonly paged: readonly unknown[];
}

const EU_WEST_SILENT = "trigger: eu-west silent: 9 replicas, 3 shards without a leader";
/** While a region that was silent catches up, it is behind, or its own shards are as well: how long that takes is chance. */
const OVER_IN_EU_WEST: unknown = expect.stringMatching(
  /^resolve: Resolved: eu-west was (silent|behind|isolated)$/,
);

/** They all happen at the same time, each to programs of its own. */
export const REDUNDANT_STORIES: readonly RedundantStory[] = [
  {
    title: "whichever of the six programs is killed while all is well, nobody is paged",
    name: "killed-in-turn",
    happens: killEachInTurn,
    paged: [],
  },
  {
    title: "whichever of them is killed while a region is silent, that region stays one page",
    name: "killed-in-outage",
    happens: killEachInOutage,
    paged: [EU_WEST_SILENT, OVER_IN_EU_WEST],
  },
  {
    title:
      "a zone with an exporter, a Prometheus and an Alertmanager is lost, and then a region: both are paged once",
    name: "zone-lost",
    happens: loseZoneThenRegion,
    paged: [
      "trigger: ExporterUnreachable. Prometheus cannot scrape an exporter.",
      EU_WEST_SILENT,
      OVER_IN_EU_WEST,
      "resolve: Resolved: ExporterUnreachable. Prometheus cannot scrape an exporter.",
    ],
  },
];

/** Something that can be killed and started again. */
interface Mortal {
  crash(): Promise<void>;
  revive(): Promise<void>;
}

function exporterAt(cluster: WatchedCluster, address: string): Mortal {
  return { crash: () => cluster.crash(address), revive: () => cluster.revive(address) };
}

async function killEachInTurn({ cluster, stack }: RedundantStage): Promise<void> {
  const exporters = cluster.addresses.map((address) => exporterAt(cluster, address));
  for (const program of [...exporters, ...stack.prometheis, ...stack.alertmanagers]) {
    await program.crash();
    await pass(AWAY_SECONDS);
    await program.revive();
    await allKnow(stack, cluster);
  }
}

async function killEachInOutage(stage: RedundantStage): Promise<void> {
  await killRegion(stage);
  await killEachInTurn(stage);
  await stage.cluster.repair();
}

async function loseZoneThenRegion(stage: RedundantStage): Promise<void> {
  const { cluster, stack, inbox } = stage;
  const zone: readonly Mortal[] = [
    exporterAt(cluster, cluster.address),
    ...stack.prometheis.slice(0, 1),
    ...stack.alertmanagers.slice(0, 1),
  ];
  for (const program of zone) await program.crash();
  await pages(inbox, 1);
  await killRegion(stage);
  await cluster.repair();
  await pages(inbox, 3);
  for (const program of zone) await program.revive();
}

async function killRegion({ cluster, inbox }: RedundantStage): Promise<void> {
  const before = inbox.paged.length;
  await cluster.fault("kill-region", { region: "eu-west" });
  await pages(inbox, before + 1);
}

/** Waits until every Prometheus that runs has scraped every exporter that runs, and each of those has settled. */
async function allKnow({ prometheis }: RedundantStack, { addresses }: WatchedCluster): Promise<void> {
  for (const prometheus of prometheis) {
    await eventually("both exporters are scraped and settled", BACK_DEADLINE_MS, async () => {
      const settled = await prometheus.query("tidaldb_exporter_settled == 1");
      return settled.length === addresses.length ? true : undefined;
    });
  }
}

/** Waits until PagerDuty was sent so many events. */
async function pages(inbox: ClusterInbox, count: number): Promise<void> {
  await eventually(`${count} pages`, PAGE_DEADLINE_MS, () =>
    inbox.paged.length >= count ? true : undefined,
  );
}

function pass(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
