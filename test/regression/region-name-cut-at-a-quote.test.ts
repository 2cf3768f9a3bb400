import { buildDashboards } from "../../src/bundle/dashboards/dashboard-files";
import { bundleOptions } from "../../src/bundle/options/options";

/** Grafana writes the values of labels into the text of a series as they are. */
function offered(series: string): (string | undefined)[] {
  const variables = buildDashboards(bundleOptions()).flatMap(({ templating }) => templating.list ?? []);
  return variables
    .filter(({ name }) => name === "region")
    .map(({ regex = "" }) => new RegExp(regex.slice(1, -1)).exec(series)?.[1]);
}

describe("The variable region offers names as they are", () => {
  test.each([
    ["in the middle of a series", 'x{cluster="c",region="say "x", "y"",region_id="0"}', 'say "x", "y"'],
    ["at its end", 'x{cluster="c",region="a}b"}', "a}b"],
    ["where a target label pushed it aside", 'x{exported_region="a","b",job="j",region="dc-1"}', 'a","b'],
    ["without anything odd", 'x{job="j",region="eu-west",region_id="0"}', "eu-west"],
  ])("%s", (_, series, name) => {
    const names = offered(series);

    expect(names).not.toEqual([]);
    for (const found of names) expect(found).toBe(name);
  });
});
