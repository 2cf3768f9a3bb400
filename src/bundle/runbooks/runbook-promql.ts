import { DEFAULT_BUNDLE_OPTIONS } from "../options/options";
import type { BundleOptions } from "../options/options";
import { printMatcher } from "../promql/label-matcher";
import { Promql } from "../promql/promql";
import { promqlDuration } from "../promql/promql-duration";
import { namingScopeLabels } from "../promql/scope-labels";

const BLOCK = /^([ \t]*)```promql\n[\s\S]*?^[ \t]*```/gm;
const GROUPING = /\b(by|on|ignoring) \(([^)]*)\)/g;
const MATCHER = /\b([a-z_]+)(=~|!~|!=|=)"([^"]*)"/g;
/** A range, perhaps with the step of a subquery. */
const RANGE = /\[(\d+)([smhd])(:\w*)?\]/g;

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Scrapes that a range in a runbook holds at the least, so that there is something to see after a missed one. */
const LEAST_SCRAPES = 4;

/** Labels that tell clusters apart, as the shipped runbooks group by them, the job aside. */
const SHIPPED_SCOPE = namingScopeLabels(DEFAULT_BUNDLE_OPTIONS.scopeLabels);

/** The queries in a runbook with an installation's own labels and job, and with ranges that hold several scrapes. */
export function adaptRunbookPromql(text: string, options: BundleOptions): string {
  const promql = new Promql(options);
  const [clusterLabel = "cluster"] = namingScopeLabels(options.scopeLabels);
  return text.replace(BLOCK, (block) =>
    block
      .replace(GROUPING, (_, operation: string, labels: string) => {
        return `${operation} (${groupedBy(labels.split(", "), promql).join(", ")})`;
      })
      .replace(MATCHER, (_, label: string, operator: string, value: string) => {
        const own = label === "cluster" ? clusterLabel : promql.labelName(label);
        // The job has one value, whether or not it is what tells clusters apart.
        return own === "job" ? printMatcher("job", options.jobName) : `${own}${operator}"${value}"`;
      })
      .replace(RANGE, (_, count: string, unit: string, step?: string) => {
        const rangeMs = Math.max(
          Number(count) * (UNIT_MS[unit] ?? 0),
          LEAST_SCRAPES * options.evaluationIntervalMs,
        );
        const ownStep = step === undefined ? "" : `:${promqlDuration(options.evaluationIntervalMs)}`;
        return `[${promqlDuration(rangeMs)}${ownStep}]`;
      }),
  );
}

function groupedBy(labels: readonly string[], promql: Promql): readonly string[] {
  const { scopeLabels } = promql.options;
  const isByCluster = SHIPPED_SCOPE.every((label) => labels.includes(label));
  const scope = labels.includes("job") ? scopeLabels : namingScopeLabels(scopeLabels);
  const others = labels.filter(
    (label) => !isByCluster || !DEFAULT_BUNDLE_OPTIONS.scopeLabels.includes(label),
  );
  return [
    ...(isByCluster ? scope : []),
    // The other names of a label are written anew, if there are any here.
    ...others.filter((label) => !label.startsWith("exported_")).flatMap((label) => promql.labelNames(label)),
  ];
}
