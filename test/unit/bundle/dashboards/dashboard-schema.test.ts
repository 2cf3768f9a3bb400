import { buildDashboards } from "../../../../src/bundle/dashboards/dashboard-files";
import { DEFAULT_BUNDLE_OPTIONS } from "../../../../src/bundle/options/options";
import { createDashboardValidator } from "../../../support/bundle/dashboard-schema";
import { someRows } from "../../../support/property-runs";

/**
 * Where Grafana itself says no more than "any": what transformations and overrides are told, maps by name, and what a data
 * source is asked for the values of a variable.
 */
const OPEN =
  /\.(transformations\.#\.options|overrides\.#\.properties\.#\.value|mappings\.#\.options|templating\.list\.#\.query)\./;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The dashboard once for every field in it, with that field misspelt; one of each kind, by its path without numbers. */
function misspelt(dashboard: Json): Map<string, Json> {
  const variants = new Map<string, Json>();
  const visit = (value: Json, path: string, replace: (changed: Json) => Json): void => {
    if (Array.isArray(value)) {
      const list = value as readonly Json[];
      list.forEach((item, index) => {
        visit(item, `${path}.#`, (changed) =>
          replace(list.map((each, at) => (at === index ? changed : each))),
        );
      });
    } else if (typeof value === "object" && value !== null) {
      const object = value as Readonly<Record<string, Json>>;
      for (const [key, item] of Object.entries(object)) {
        const rest = Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
        if (!variants.has(`${path}.${key}`)) {
          variants.set(`${path}.${key}`, replace({ ...rest, [`${key}x`]: item }));
        }
        visit(item, `${path}.${key}`, (changed) => replace({ ...object, [key]: changed }));
      }
    }
  };
  visit(dashboard, "", (changed) => changed);
  return variants;
}

describe("The schema made from the types of Grafana's SDK", () => {
  const problemsOf = createDashboardValidator();
  const dashboards = buildDashboards(DEFAULT_BUNDLE_OPTIONS).map((dashboard) => ({
    uid: dashboard.uid ?? "",
    json: JSON.parse(JSON.stringify(dashboard)) as Json,
  }));

  test.each(dashboards)("has nothing to say against $uid", ({ json }) => {
    expect(problemsOf(json)).toEqual([]);
  });

  test.each(someRows(dashboards, 2))("refuses $uid with any field misspelt", ({ json }) => {
    const variants = [...misspelt(json)].filter(([path]) => !OPEN.test(path.replace(/[^.]+$/, "")));
    const taken = variants.filter(([, dashboard]) => problemsOf(dashboard).length === 0);

    expect(variants.length).toBeGreaterThan(100);
    expect(taken.map(([path]) => path)).toEqual([]);
  });

  test.each(dashboards)("names the field of $uid that it does not know", ({ json }) => {
    expect(problemsOf({ ...(json as object), refrehs: "30s" })).toEqual([
      "/: must NOT have additional properties (refrehs)",
    ]);
  });

  test.each(dashboards)("refuses $uid with a value that the field cannot have", ({ json }) => {
    expect(problemsOf({ ...(json as object), graphTooltip: 3 })).toEqual([
      "/graphTooltip: must be equal to one of the allowed values",
    ]);
  });
});
