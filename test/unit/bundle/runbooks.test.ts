import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Alert } from "../../../src/bundle/alerts/alert";
import { alertGroups } from "../../../src/bundle/alerts/rule-groups";
import { dashboardLink } from "../../../src/bundle/terms/dashboard-link";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../src/bundle/options/options";
import type { Route } from "../../../src/http/routing/route";
import { routeTable } from "../../../src/http/route-table";

const FOLDER = join(__dirname, "..", "..", "..", "alerts", "runbooks");
const ALERTS = alertGroups(DEFAULT_BUNDLE_OPTIONS).flatMap(({ alerts }) => alerts);
const ROUTES = routeTable("/metrics");

const SECTIONS = ["Meaning", "Impact", "Diagnosis", "Mitigation", "When it is a false page", "On this site"];

const SEVERITY_LINES = {
  critical: "**Critical, pages.**",
  warning: "**Warning, quiet.**",
  info: "**Info, quiet.**",
  none: "**No trouble by itself: it always fires.**",
};

function runbookOf(name: string): string {
  return readFileSync(join(FOLDER, `${name}.md`), "utf8");
}

/** The commands of each block for a shell, without the ones that are commented out for being dangerous. */
function shellBlocks(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^[ \t]*```sh\n([\s\S]*?)^[ \t]*```/gm)].map(([, text = ""]) => text);
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly string[];
}

/** Requests to the exporter, commented out or not. Variables in a path stand for one segment. */
function exporterRequests(markdown: string): readonly Request[] {
  return shellBlocks(markdown)
    .flatMap((block) => block.split("\n"))
    .flatMap((line) => {
      const [, path, query = ""] = /"\$EXPORTER(\/[^"?]*)(?:\?([^"]*))?"/.exec(line) ?? [];
      if (!line.includes("curl") || path === undefined) return [];
      const [, method = "GET"] = / -X ([A-Z]+)/.exec(line) ?? [];
      const behind = [...line.matchAll(/ (?:-d|--data-urlencode) "?(\w+)=/g)].map(([, name = ""]) => name);
      const parameters = [...new URLSearchParams(query).keys(), ...(line.includes(" -sG ") ? behind : [])];
      return [{ method, path, parameters }];
    });
}

function routeOf({ method, path }: Request): Route | undefined {
  const segments = path.split("/");
  return ROUTES.find((route) => {
    const pattern = route.path.split("/");
    const fits = pattern.map((part, index) => part.startsWith("{") || part === segments[index]);
    return route.method === method && pattern.length === segments.length && fits.every(Boolean);
  });
}

test("there is a runbook for every alert, and none for anything else", () => {
  const runbooks = readdirSync(FOLDER).map((file) => file.replace(/\.md$/, ""));

  expect(runbooks.sort()).toEqual(ALERTS.map(({ name }) => name as string).sort());
});

describe.each(ALERTS.map((alert): [string, Alert] => [alert.name, alert]))(
  "The runbook of %s",
  (name, alert) => {
    const text = runbookOf(name);

    test("has the alert's name and the same sections as all others", () => {
      const headings = text.split("\n").filter((line) => /^##? /.test(line));

      expect(headings).toEqual([`# ${name}`, ...SECTIONS.map((section) => `## ${section}`)]);
    });

    test("begins with how bad it is and whether it pages", () => {
      const line = alert.labels["page"] === "true" ? "**Warning, pages.**" : SEVERITY_LINES[alert.severity];

      expect(text.split("\n")[2]).toContain(line);
    });

    test("links the dashboard that the page links", () => {
      const url = dashboardLink(DEFAULT_BUNDLE_OPTIONS.dashboardBaseUrl, alert.dashboard.name, {});

      expect(text.split("\n")[2]).toContain(`](${url})`);
    });

    test("links runbooks that exist", () => {
      const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
      const files = links.filter((target) => !target.startsWith("http"));

      expect(files.filter((file) => !existsSync(join(FOLDER, file)))).toEqual([]);
    });

    test("has something to ask Prometheus and something to ask the exporter", () => {
      expect(text).toMatch(/^ *```promql$/m);
      expect(exporterRequests(text)).not.toEqual([]);
    });

    test("asks the exporter only what it answers", () => {
      for (const request of exporterRequests(text)) {
        const route = routeOf(request);
        const known = route?.parameters?.filter((parameter) => parameter.in === "query") ?? [];
        expect([request, route?.name]).toEqual([request, expect.any(String)]);
        expect(known.map((parameter) => parameter.name)).toEqual(
          expect.arrayContaining([...request.parameters]),
        );
      }
    });

    test("has commands that can be pasted: each block sets the variables that it uses", () => {
      for (const block of shellBlocks(text)) {
        const used = [...block.matchAll(/\$([A-Z]+)\b/g)].map(([, variable = ""]) => variable);
        const set = [...block.matchAll(/^ *([A-Z]+)=/gm)].map(([, variable = ""]) => variable);
        // TOKEN stands in a remark, for those who need one.
        expect(used.filter((variable) => !set.includes(variable) && variable !== "TOKEN")).toEqual([]);
      }
    });

    test("has nothing that changes the cluster when all of it is pasted", () => {
      const live = shellBlocks(text)
        .flatMap((block) => block.split("\n"))
        .filter((line) => !line.trim().startsWith("#"));

      expect(live.filter((line) => / -X (PUT|DELETE)\b/.test(line))).toEqual([]);
    });
  },
);

const { thresholds, windows, alertTimes } = DEFAULT_BUNDLE_OPTIONS;
const minutes = (ms: number): number => ms / 60_000;

test.each([
  ["TidaldbRegionOffline", `more than ${thresholds.offlineAfterMs / 1000} s`],
  ["TidaldbRegionDegraded", `over ${thresholds.offlineAfterMs / 1000} s`],
  ["TidaldbRegionDegraded", `over ${thresholds.degradedLagMs / 1000} s`],
  ["TidaldbRegionFlapping", `within ${minutes(windows.flappingMs)} minutes`],
  ["TidaldbThroughputCollapse", `less than ${thresholds.throughputShare * 100} %`],
  ["TidaldbClockSkew", `more than ${thresholds.clockSkewMs / 1000} s`],
  ["TidaldbWalGrowth", `For ${minutes(alertTimes.TidaldbWalGrowth.forMs)} minutes`],
  ["TidaldbWalGrowth", `larger than ${thresholds.walFloorBytes / 1024 ** 3} GiB`],
  ["TidaldbFollowerLagging", `more than ${thresholds.degradedLagMs / 1000} s`],
  ["TidaldbSeriesOverBudget", `more than ${thresholds.seriesBudget.toLocaleString("en")} series`],
  ["TidaldbSlowRender", `more than ${thresholds.renderMs / 1000} s`],
  ["TidaldbExporterStalled", `more than ${thresholds.stallMs / 1000} s`],
])("the runbook of %s speaks of the threshold that the rules have: %s", (name, phrase) => {
  expect(runbookOf(name).replace(/\s+/g, " ")).toContain(phrase);
});
