import { promqlDuration } from "../../promql/promql-duration";
import { REGION_THROUGHPUT } from "../cluster";
import type { Signal } from "../signal";
import type { PanelPromql } from "./panel-promql";

/** What the regions apply together, as it is recorded. */
export function throughputNow(promql: PanelPromql): Signal {
  return {
    name: "throughputNow",
    expr: `sum (${promql.recorded(REGION_THROUGHPUT, ["region"])})`,
    unit: "signals_per_second",
    title: `Applied by ${promql.chooses("region") ? "the chosen" : "all"} regions, and its past`,
    description:
      "Signals applied per second by the chosen regions together, those of followers included, and, dashed, what it was at the " +
      "same time of the days before. An Offline replica adds nothing.",
    legend: "now",
  };
}

/** The same, each as long ago as the alert about throughput looks back to compare. */
export function throughputBefore(promql: PanelPromql): readonly Signal[] {
  return promql.options.windows.throughputSeasonsAgoMs.map((agoMs) => {
    const ago = promqlDuration(agoMs);
    const then = promql.recorded(
      REGION_THROUGHPUT,
      ["region"],
      {},
      (selector) => `${selector} offset ${ago}`,
    );
    return {
      ...throughputNow(promql),
      name: `throughputBefore${ago}`,
      expr: `sum (${then})`,
      legend: `${ago} ago`,
    };
  });
}
