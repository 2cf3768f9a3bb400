import {
  budgetLeftNow,
  budgetLeftOverTime,
  burnRateNow,
  burnRateOverTime,
  lateTime,
  objectiveRows,
  objectivesOf,
  offlineTime,
} from "../signals/panels/objectives";
import type { PanelPromql } from "../signals/panels/panel-promql";
import { OBJECTIVE_LABEL } from "../signals/objectives";
import { BUDGET_DAYS, BURN_LIMITS } from "../terms/error-budget";
import type { DashboardContent } from "./dashboard-shell";
import { drillDown, ofRow, ofSeries } from "./layout/drill-down";
import type { Band, PanelBuilder } from "./layout/grid";
import { HEIGHT_FOR_REGIONS } from "./layout/grid";
import { BUDGET_LIMITS, BURN_RATE_LIMITS } from "./layout/limits";
import { tablePanel } from "./panels/table-panel";
import type { ValueColumn } from "./panels/table-panel";
import { timeSeriesPanel } from "./panels/time-series-panel";

/** What the rules have recorded after an hour, or after their first one. */
const NOT_RECORDED = "nothing recorded yet";

/** Bars of six hours that can be told apart; rates read several samples for each. */
const BARS = 240;

/** Whether regions keep to their objectives: what is left of their error budgets, and how fast they are spent. */
export const OBJECTIVES: DashboardContent = {
  name: "objectives",
  title: "tidalDB / Objectives",
  description:
    "Whether regions keep to their objectives, and how fast what is left of their error budgets is spent.",
  variables: ["cluster", "job", "region"],
  from: "now-6h",
  sections: (promql) => [
    { bands: [{ height: 9, panels: [[24, objectivesTable(promql)]] }] },
    { heading: "Error budgets", bands: [budgets(promql), burnRates(promql)] },
    { heading: "What was bad", bands: [badTime(promql)] },
  ],
};

function objectivesTable(promql: PanelPromql): PanelBuilder {
  const burn = (over: Parameters<typeof burnRateNow>[1], heading: string): ValueColumn => ({
    signal: burnRateNow(promql, over),
    heading,
    limits: BURN_RATE_LIMITS,
    decimals: 1,
  });
  return tablePanel(promql, {
    title: "Objectives by region",
    description:
      `What is left of each error budget of ${BUDGET_DAYS} days, and how many times as fast as it may it was spent in the time before: ` +
      `at 1 it lasts for its ${BUDGET_DAYS} days. Below 0 the objective is missed. Click a region to see what is wrong with it.`,
    rows: objectiveRows(promql),
    labels: [
      { label: promql.clusterLabel, heading: "Cluster" },
      {
        label: "region",
        heading: "Region",
        links: [drillDown("Open region", "region", { region: ofRow("Region") })],
      },
      { label: OBJECTIVE_LABEL, heading: "Objective" },
    ],
    values: [
      { signal: budgetLeftNow(promql), heading: "Budget left", limits: BUDGET_LIMITS, decimals: 1 },
      burn("1h", "Burn rate, 1 h"),
      burn("6h", "6 h"),
      burn("1d", "1 d"),
      burn("3d", "3 d"),
    ],
    // Budgets count full hours: what has just begun to be spent is told by how fast.
    sortBy: [{ heading: "Budget left", ascending: true }, { heading: "Burn rate, 1 h" }],
  });
}

function toRegion(): ReturnType<typeof drillDown> {
  return drillDown("Open region", "region", { region: ofSeries("region") });
}

function budgets(promql: PanelPromql): Band {
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: objectivesOf(promql).map(({ name, share }) => [
      12,
      timeSeriesPanel([budgetLeftOverTime(promql, name, share)], {
        limits: BUDGET_LIMITS,
        floating: true,
        atMost: 1,
        legend: "right",
        links: [toRegion()],
        noValue: NOT_RECORDED,
      }),
    ]),
  };
}

function burnRates(promql: PanelPromql): Band {
  return {
    height: HEIGHT_FOR_REGIONS,
    panels: objectivesOf(promql).map(({ name }) => [
      12,
      timeSeriesPanel([burnRateOverTime(promql, name)], {
        limits: BURN_RATE_LIMITS,
        atLeastTo: BURN_LIMITS.hour * 1.2,
        legend: "right",
        links: [toRegion()],
        noValue: NOT_RECORDED,
      }),
    ]),
  };
}

function badTime(promql: PanelPromql): Band {
  // As bars: most of the time there is nothing, and a line would be drawn across it.
  const look = { links: [toRegion()], bars: true, stacked: true, atLeastTo: 1, steps: BARS } as const;
  return {
    height: 8,
    panels: [
      [8, timeSeriesPanel([offlineTime(promql, "unplanned")], look)],
      [8, timeSeriesPanel([offlineTime(promql, "planned")], look)],
      [
        8,
        timeSeriesPanel([lateTime(promql, "unplanned"), lateTime(promql, "planned")], {
          ...look,
          noValue: "no follower was late",
        }),
      ],
    ],
  };
}
