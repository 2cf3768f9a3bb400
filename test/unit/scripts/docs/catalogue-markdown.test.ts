import { readFileSync } from "node:fs";
import { join } from "node:path";

import { CATALOGUE } from "../../../../src/metrics/catalogue/catalogue";
import { catalogueMarkdown } from "../../../../scripts/docs/catalogue-markdown";
import { SELF_METRIC_CATALOGUE } from "../../../../src/metrics/process/self-metric-catalogue";

const markdown = catalogueMarkdown();

test("docs/metrics.md is what the catalogue says", () => {
  const committed = readFileSync(join(__dirname, "..", "..", "..", "..", "docs", "metrics.md"), "utf8");
  if (committed !== markdown)
    throw new Error("docs/metrics.md is out of date: run `npm run generate` and commit it");
  expect(committed).toBe(markdown);
});

test("every metric has one row, with its help", () => {
  for (const { name, help } of [...CATALOGUE, ...SELF_METRIC_CATALOGUE]) {
    const rows = markdown.split("\n").filter((line) => line.startsWith(`| \`${name}\` `));
    expect(rows).toEqual([expect.stringContaining(`| ${help} `)]);
  }
});

test("a row says type, unit, labels with their values, stability and meaning", () => {
  const row = markdown.split("\n").find((line) => line.includes("`tidaldb_region_replicas`"));
  expect(row?.split("|").map((cell) => cell.trim())).toEqual([
    "",
    "`tidaldb_region_replicas`",
    "gauge",
    "",
    "`region`, `state` (healthy, degraded, offline, pending)",
    "stable",
    "Replicas in the region by state",
    "",
  ]);
});

test("the introduction says how many series to expect", () => {
  expect(markdown).toContain(
    "12 series for each replica, 2 for each follower of a replica, 36 for each region",
  );
});
