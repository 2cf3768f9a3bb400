import { clusterShards, splitBrains } from "../signals/panels/cluster-total";
import type { PanelPromql } from "../signals/panels/panel-promql";
import {
  clockSkew,
  replicasDown,
  walBytes,
  walGrowth,
  worstClockSkew,
} from "../signals/panels/replica-detail";
import {
  distanceByLink,
  followersOverLimit,
  lagByLink,
  lagDistribution,
  mostLagging,
  mostLaggingDistance,
  worstDistance,
  worstLag,
} from "../signals/panels/replication-lag";
import {
  appliedPosition,
  appliedRate,
  headPosition,
  writtenRate,
} from "../signals/panels/replication-progress";
import { conflictsResolved, divergedSignals, sinceReconciled } from "../signals/panels/reconciliation";
import type { DashboardContent } from "./dashboard-shell";
import { drillDown, ofSeries } from "./layout/drill-down";
import type { Band } from "./layout/grid";
import { HEIGHT_FOR_REGIONS } from "./layout/grid";
import { axisTop, lagLimits, NO_LAG_KNOWN, skewLimits, skewLines } from "./layout/limits";
import { mostLaggingTable } from "./most-lagging-table";
import { heatmapPanel } from "./panels/heatmap-panel";
import { statPanel } from "./panels/stat-panel";
import { timeSeriesPanel } from "./panels/time-series-panel";
import { noneIsGood } from "./panels/thresholds";
import { whatIsWrongBand } from "./what-is-wrong";

/** Lines that a graph of single followers or replicas has at most: as many as its legend has room for. */
const WORST_SHOWN = 10;
/** Most clusters never write on both sides of a partition. */
const NOT_RECONCILING = "no replica reports it";
/** Positions need a line for the head beside each follower's. */
const POSITIONS_SHOWN = 4;

/** Of followers that lag alike, the worst are others from one moment to the next. */
const RANKED = { legend: "right", bridgedMs: 300_000 } as const;

/** The exporter has no series for single shards, by its configuration. */
const NOT_SERVED = "not served";

/** What hardly lags is not drawn, and what is not served cannot be: the tiles above say which of the two it is. */
const NONE_LAGS = "none lags notably, or no lag is served";

/** Steps of graphs whose queries go through every replica there is: enough to see, without a wait of many seconds. */
const STEPS_OF_SINGLES = 240;

/** How replication does: all shards as sums first, then the ones that stand out, or those that are chosen. */
export const SHARD: DashboardContent = {
  name: "replication",
  title: "tidalDB / Shard and replication",
  description: "How far followers are behind, whether they catch up, and what it costs in WAL.",
  variables: ["cluster", "job", "region", "shard", "follower"],
  sections: (promql) => [
    { bands: [tiles(promql), whatIsWrongBand(promql), allShards(promql)] },
    { heading: "By link", bands: [links(promql)] },
    { heading: "The worst of the chosen shards", bands: [worst(promql), progress(promql)] },
    { heading: "Writes on both sides of a partition", bands: [reconciliation(promql)] },
    { heading: "Clocks and WAL", bands: clocksAndWal(promql) },
  ],
};

function tiles(promql: PanelPromql): Band {
  const limits = lagLimits(promql);
  return {
    height: 4,
    panels: [
      [4, statPanel([worstLag(promql)], { limits, decimals: 1, noValue: NO_LAG_KNOWN })],
      [4, statPanel([worstDistance(promql)], { noValue: NO_LAG_KNOWN })],
      [
        4,
        statPanel([followersOverLimit(promql)], {
          limits: noneIsGood("degraded"),
          noValue: NO_LAG_KNOWN,
        }),
      ],
      [3, statPanel([replicasDown(promql)], { limits: noneIsGood("offline"), noValue: NOT_SERVED })],
      [3, statPanel([splitBrains(promql)], { limits: noneIsGood("offline") })],
      [3, statPanel([worstClockSkew(promql)], { limits: skewLimits(promql), noValue: "none known" })],
      [3, statPanel([clusterShards(promql)], { noValue: NOT_SERVED })],
    ],
  };
}

function allShards(promql: PanelPromql): Band {
  return {
    height: 9,
    panels: [
      [14, heatmapPanel(lagDistribution(promql), "followers", NO_LAG_KNOWN)],
      [10, mostLaggingTable(promql, WORST_SHOWN)],
    ],
  };
}

function links(promql: PanelPromql): Band {
  const limits = lagLimits(promql);
  const link = drillDown("Choose this link", "replication", {
    region: ofSeries("region"),
    follower: ofSeries("follower"),
  });
  return {
    height: 8,
    panels: [
      [
        12,
        timeSeriesPanel([lagByLink(promql)], {
          limits,
          atLeastTo: axisTop(limits),
          links: [link],
          legend: "right",
          noValue: NO_LAG_KNOWN,
        }),
      ],
      [
        12,
        timeSeriesPanel([distanceByLink(promql)], {
          links: [link],
          legend: "right",
          noValue: NO_LAG_KNOWN,
        }),
      ],
    ],
  };
}

function worst(promql: PanelPromql): Band {
  const limits = lagLimits(promql);
  const link = drillDown("Choose this shard", "replication", { shard: ofSeries("shard") });
  return {
    height: 9,
    panels: [
      [
        12,
        timeSeriesPanel([mostLagging(promql, WORST_SHOWN)], {
          limits,
          atLeastTo: axisTop(limits),
          links: [link],
          ...RANKED,
          noValue: NONE_LAGS,
          steps: STEPS_OF_SINGLES,
        }),
      ],
      [
        12,
        timeSeriesPanel([mostLaggingDistance(promql, WORST_SHOWN)], {
          links: [link],
          ...RANKED,
          noValue: NONE_LAGS,
          steps: STEPS_OF_SINGLES,
        }),
      ],
    ],
  };
}

function progress(promql: PanelPromql): Band {
  const written = writtenRate(promql);
  const head = headPosition(promql, POSITIONS_SHOWN);
  const positions = [head, appliedPosition(promql, POSITIONS_SHOWN)] as const;
  return {
    height: 9,
    panels: [
      [
        12,
        timeSeriesPanel([written, appliedRate(promql)], {
          dashed: [written],
          noValue: "no head known",
          legend: "right",
          steps: STEPS_OF_SINGLES,
        }),
      ],
      [
        12,
        timeSeriesPanel(positions, {
          dashed: [head],
          floating: true,
          legend: "right",
          noValue: "choose shards to see theirs",
          steps: STEPS_OF_SINGLES,
        }),
      ],
    ],
  };
}

function reconciliation(promql: PanelPromql): Band {
  return {
    height: 8,
    panels: [
      [8, timeSeriesPanel([divergedSignals(promql)], { legend: "values", noValue: NOT_RECONCILING })],
      [8, timeSeriesPanel([conflictsResolved(promql)], { legend: "values", noValue: NOT_RECONCILING })],
      [8, timeSeriesPanel([sinceReconciled(promql)], { legend: "values", noValue: NOT_RECONCILING })],
    ],
  };
}

function clocksAndWal(promql: PanelPromql): readonly Band[] {
  const skew = skewLines(promql);
  const look = {
    limits: skew,
    signed: true,
    atLeastTo: axisTop(skew),
    ...RANKED,
    noValue: "none is far off, or no clock is served",
    steps: STEPS_OF_SINGLES,
  } as const;
  return [
    {
      height: 9,
      panels: [
        [12, timeSeriesPanel([clockSkew(promql, WORST_SHOWN)], look)],
        [
          12,
          timeSeriesPanel([walBytes(promql, WORST_SHOWN)], {
            ...RANKED,
            noValue: NOT_SERVED,
            steps: STEPS_OF_SINGLES,
          }),
        ],
      ],
    },
    {
      height: HEIGHT_FOR_REGIONS,
      panels: [[24, timeSeriesPanel([walGrowth(promql)], { signed: true, legend: "right" })]],
    },
  ];
}
