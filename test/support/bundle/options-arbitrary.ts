import fc from "fast-check";

import { ALERT_NAMES } from "../../../src/bundle/alerts/alert-entries";
import { optionFindings } from "../../../src/bundle/option-rules/option-findings";
import { bundleOptions } from "../../../src/bundle/options/options";
import type { BundleOptionChanges, BundleOptions } from "../../../src/bundle/options/options";

const SECOND_MS = 1000;

/** Labels that somebody may use, and some that nobody should. */
const LABEL = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.constantFrom("env", "dc", "team", "tidaldb_region", "db_shard", "site", "cluster"),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "region",
      "exported_region",
      "leader_region",
      "severity",
      "page",
      "alertname",
      "__name__",
      "job",
      "instance",
      "follower",
      "shard",
      "le",
    ),
  },
);

const EXPORTER_LABEL = fc.constantFrom(
  "region",
  "shard",
  "follower",
  "state",
  "limit",
  "result",
  "from",
  "to",
);

const TEXT = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom("storage", 'a "b"', "R&D<b>", "a.*b+", "x|y", "ü", "%q", "a\\b") },
  { weight: 1, arbitrary: fc.constantFrom("{{x}}", "", "$1", "`", " ") },
);

const seconds = (least: number, most: number): fc.Arbitrary<number> =>
  fc.integer({ min: least, max: most }).map((count) => count * SECOND_MS);

/** What somebody may write into a file of options, sense and nonsense. */
const CHANGES: fc.Arbitrary<BundleOptionChanges> = fc.record(
  {
    jobName: TEXT,
    scopeLabels: fc.array(LABEL, { maxLength: 3 }),
    labelNames: fc.dictionary(EXPORTER_LABEL, LABEL, { maxKeys: 2 }),
    collidingLabels: fc.array(EXPORTER_LABEL, { maxLength: 2 }),
    alertLabels: fc.dictionary(LABEL, TEXT, { maxKeys: 2 }),
    runbookLabels: fc.boolean(),
    runbookBaseUrl: fc.constantFrom("https://wiki.example/r", "http://[::1]:8/a%20b"),
    evaluationIntervalMs: fc.oneof(seconds(1, 40), seconds(40, 160)),
    thresholds: fc.record(
      {
        offlineAfterMs: seconds(1, 120),
        degradedLagMs: seconds(1, 60),
        certificateCriticalMs: seconds(1, 15 * 86_400),
        regionFlaps: fc.integer({ min: 1, max: 20 }),
        throughputShare: fc.constantFrom(0.1, 1e-7, 1),
      },
      { requiredKeys: [] },
    ),
    windows: fc.record(
      {
        stalledMs: seconds(60, 600),
        rateMs: seconds(80, 600),
        walTrendMs: seconds(80, 920),
        throughputSeasonMs: fc.integer({ min: 300_000, max: 7_200_001 }),
        throughputSeasonsAgoMs: fc.array(seconds(6 * 3600, 10 * 86_400), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
    scrapeParts: fc.constantFrom(1, 2, 64),
    kubernetes: fc.record(
      {
        namespace: fc.constantFrom("", "monitoring"),
        tlsSecret: fc.constantFrom("", "tidaldb-exporter-tls"),
        priorityClassName: fc.constantFrom("", "system-cluster-critical"),
        dashboardFolder: fc.constantFrom("", "tidalDB", 'a "b": {c}', "%s"),
        networkPolicy: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    alertUrgencies: fc.dictionary(
      fc.constantFrom(...ALERT_NAMES),
      fc.record(
        {
          enabled: fc.boolean(),
          severity: fc.constantFrom("critical", "warning", "info"),
          pages: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
      { maxKeys: 3 },
    ),
    alertTimes: fc.record(
      { TidaldbRegionDegraded: fc.record({ keepFiringForMs: seconds(120, 420) }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

/** Options that a bundle is written for, out of whatever somebody may write. */
export const ACCEPTED_OPTIONS: fc.Arbitrary<BundleOptions> = CHANGES.map(accepted).filter(
  (options): options is BundleOptions => options !== undefined,
);

/** The options, unless they are refused. @throws what is no refusal. */
function accepted(changes: BundleOptionChanges): BundleOptions | undefined {
  try {
    const options = bundleOptions(changes);
    return optionFindings(options).length === 0 ? options : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
