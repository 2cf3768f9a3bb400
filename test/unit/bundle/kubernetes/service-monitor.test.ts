import { DEFAULT_TELEMETRY_PATH } from "../../../../src/app/start-exporter";
import { bundleOptions } from "../../../../src/bundle/options/options";
import { container, manifest } from "../../../support/bundle/kubernetes-manifests";

describe("Service and ServiceMonitor", () => {
  test("select what they are for", () => {
    const pods = manifest("deployment.yaml").spec?.template.metadata?.labels;
    const { metadata, spec } = manifest("service.yaml");
    const monitor = manifest("service-monitor.yaml");

    expect(pods).toMatchObject(spec?.selector ?? {});
    expect(metadata?.labels).toMatchObject(monitor.spec.selector.matchLabels ?? {});
    expect(spec?.ports?.map(({ targetPort }) => targetPort)).toEqual(
      container().ports?.map(({ name }) => name),
    );
    expect(monitor.spec.endpoints.map(({ port }) => port)).toEqual(spec?.ports?.map(({ name }) => name));
  });

  test("scrape the metrics with the token that may, as the job that the rules know, as often as they are evaluated", () => {
    const options = bundleOptions({ jobName: "tidal", evaluationIntervalMs: 5_000 });
    const [endpoint] = manifest("service-monitor.yaml", options).spec.endpoints;

    expect(endpoint).toMatchObject({
      path: DEFAULT_TELEMETRY_PATH,
      interval: "5s",
      scrapeTimeout: "5s",
      authorization: { credentials: { name: "tidaldb-exporter-tokens", key: "scrape" } },
      relabelings: [{ action: "replace", targetLabel: "job", replacement: "tidal" }],
    });
  });

  test("scrape in parts each part by itself, and take its label off all but what Prometheus says of the target", () => {
    const { endpoints } = manifest("service-monitor.yaml", bundleOptions({ scrapeParts: 3 })).spec;
    const dropped = endpoints.map(({ metricRelabelings }) => metricRelabelings?.at(-1));

    expect(endpoints.map(({ params }) => params)).toEqual([
      { part: ["1/3"] },
      { part: ["2/3"] },
      { part: ["3/3"] },
    ]);
    expect(endpoints.map(({ relabelings }) => relabelings?.at(-1))).toEqual(
      ["1/3", "2/3", "3/3"].map((replacement) => ({ action: "replace", targetLabel: "part", replacement })),
    );
    expect(dropped).toEqual(Array(3).fill({ action: "labeldrop", regex: "part" }));
    const [whole, ...others] = manifest("service-monitor.yaml").spec.endpoints;
    expect([others, whole?.params]).toEqual([[], undefined]);
  });

  test.each([
    {
      names: "labels that targets may have too",
      changes: {},
      relabelings: ["exported_region -> region", "drop exported_region"],
    },
    { names: "no such labels", changes: { collidingLabels: [] }, relabelings: [] },
    {
      names: "a label that is called otherwise",
      changes: { labelNames: { region: "tidaldb_region" } },
      relabelings: ["region -> tidaldb_region", "exported_region -> tidaldb_region", "drop exported_region"],
    },
    {
      names: "a label that is called what Prometheus makes of it",
      changes: { labelNames: { region: "exported_region" } },
      relabelings: [],
    },
  ])("give the exporter's labels the names that the rules know: $names", ({ changes, relabelings }) => {
    const [endpoint] = manifest("service-monitor.yaml", bundleOptions(changes)).spec.endpoints;
    const printed = endpoint?.metricRelabelings?.map(({ action, sourceLabels, targetLabel, regex }) =>
      action === "replace" ? `${sourceLabels?.join() ?? ""} -> ${targetLabel ?? ""}` : `drop ${regex ?? ""}`,
    );

    expect(printed).toEqual(relabelings);
  });
});
