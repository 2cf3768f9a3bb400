import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { adaptAlertmanager, adaptRunbook } from "../../../src/bundle/adapt-shipped-text";
import { bundleOptions, DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";

const ALERTS = join(__dirname, "..", "..", "..", "alerts");
const RUNBOOKS = readdirSync(join(ALERTS, "runbooks"));
const runbook = (name: string): string => readFileSync(join(ALERTS, "runbooks", name), "utf8");
const alertmanager = readFileSync(join(ALERTS, "alertmanager.yml"), "utf8");

const OWN = bundleOptions({
  thresholds: { offlineAfterMs: 90_000, degradedLagMs: 12_000 },
  dashboardBaseUrl: "https://grafana.example.org",
  scopeLabels: ["env", "job"],
  labelNames: { region: "db_region" },
});

describe("a runbook", () => {
  test.each(RUNBOOKS)("%s is as shipped with the default options", (name) => {
    expect(adaptRunbook(runbook(name), DEFAULT_BUNDLE_OPTIONS)).toBe(runbook(name));
  });

  test.each(RUNBOOKS)("%s names no default threshold and no default Grafana with others", (name) => {
    const text = adaptRunbook(runbook(name), OWN);

    expect(text).not.toMatch(/\b(30|5) s\b/);
    expect(text).not.toMatch(/_seconds\)? > (30|5)\b/);
    expect(text).not.toContain(DEFAULT_BUNDLE_OPTIONS.dashboardBaseUrl);
  });

  test("keeps the thresholds apart when one becomes what the other was", () => {
    const swapped = bundleOptions({ thresholds: { offlineAfterMs: 5_000, degradedLagMs: 1_000 } });

    expect(adaptRunbook("30 s and 5 s", swapped)).toBe("5 s and 1 s");
  });

  test("asks for the job where nothing else tells clusters apart", () => {
    const options = bundleOptions({ scopeLabels: ["job"], jobName: "tidal" });
    const text = '```promql\ntidaldb_shard_up{cluster="CLUSTER",region="REGION"}\n```';
    expect(adaptRunbook(text, options)).toBe('```promql\ntidaldb_shard_up{job="tidal",region="REGION"}\n```');
  });

  test("has the installation's own thresholds in prose and in queries, and its own Grafana", () => {
    const text = adaptRunbook(runbook("TidaldbRegionDegraded.md"), OWN);

    expect(text).toContain("silent for over 90 s (`health.offline_after`)");
    expect(text).toContain("behind by over 12 s (`health.degraded_lag`)");
    expect(text).toContain("topk(10, tidaldb_replication_lag_seconds > 12)");
    expect(text).toContain("https://grafana.example.org/d/");
  });
});

describe("Alertmanager's configuration", () => {
  test("is as shipped with the default options", () => {
    expect(adaptAlertmanager(alertmanager, DEFAULT_BUNDLE_OPTIONS)).toBe(alertmanager);
  });

  test("groups and inhibits by the installation's own scope, and by the region as the rules call it", () => {
    const text = adaptAlertmanager(alertmanager, OWN);

    expect(text).toContain("group_by: [env, region]");
    expect(text).toContain("equal: [env, job, region]");
    expect(text).toContain("equal: [env, job, region, leader_region]");
    expect(text).not.toMatch(/(equal|group_by): \[[^\]]*\b(cluster|namespace)\b/);
  });
});
