import { RunningExporter } from "../support/app/running-exporter";
import { eventually } from "../support/programs/eventually";
import { wallNs } from "../support/programs/wall-ns";
import { healthDocument, answersWith, healthy, HealthServer } from "../support/sources/health-server";
import { someTests } from "../support/property-runs";

const DEADLINE_MS = 20_000;

jest.setTimeout(4 * DEADLINE_MS);

let exporter: RunningExporter;
let server: HealthServer;

function configuration(sources: string, offlineAfter = "2s"): string {
  return `
cluster: { name: prod, regions: { 0: us-east, 1: eu-west } }
health: { offline_after: ${offlineAfter}, degraded_lag: 1s }
sources: ${sources}
`;
}

function source(name: string, url: string): string {
  return `{ name: ${name}, url: "${url}", interval: 200ms, timeout: 150ms }`;
}

interface Health {
  readonly regions: Readonly<Record<string, string>>;
  readonly incidents: readonly { readonly cause: string; readonly source?: string; readonly title: string }[];
  readonly region_details: Readonly<
    Record<string, { readonly state: string; readonly reasons: readonly { readonly rule: string }[] }>
  >;
}

async function health(): Promise<Health> {
  return JSON.parse(await exporter.text("/health.json")) as Health;
}

function whenTrue(what: string, probe: () => Promise<boolean>): Promise<true> {
  return eventually(what, DEADLINE_MS, async () => ((await probe()) ? true : undefined));
}

beforeEach(async () => {
  server = await HealthServer.start(healthy([0, 0], [1, 1]));
});

afterEach(async () => {
  await exporter.remove();
  await server.stop();
});

describe("an exporter that is pointed at an unmodified tidalDB", () => {
  someTests(1, [
    [
      "monitors it, and tells a source that is gone from a region that is Offline",
      async () => {
        exporter = await RunningExporter.start(configuration(`[ ${source("leader", server.url())} ]`));
        await whenTrue("both regions are Healthy", async () => {
          const { regions } = await health();
          return regions["0"] === "Healthy" && regions["1"] === "Healthy";
        });
        // On a busy machine an answer may have been too late for a moment.
        await whenTrue("the metrics say that the source answers, and what it says", async () => {
          const up = await exporter.metrics("tidaldb_source_up");
          const regions = await exporter.metrics("tidaldb_source_region_health{");
          return (
            up.includes('tidaldb_source_up{source="leader"} 1') &&
            regions.includes(
              'tidaldb_source_region_health{source="leader",region="eu-west",state="healthy"} 1',
            )
          );
        });
        expect(await exporter.text("/")).toContain("<h2>Sources</h2>");

        await server.stop();
        await whenTrue("both regions are Unknown, and an incident explains it", async () => {
          const { region_details: details, incidents } = await health();
          const areUnknown = details["0"]?.state === "Unknown" && details["1"]?.state === "Unknown";
          return areUnknown && incidents.length > 0;
        });
        const blind = await health();
        expect(blind.regions).toEqual({});
        expect(blind.region_details["1"]?.reasons.map(({ rule }) => rule)).toEqual(["source_unreachable"]);
        expect(blind.incidents.map(({ cause, source: name, title }) => [cause, name, title])).toEqual([
          ["source_unreachable", "leader", "source leader unreachable: 2 replicas unseen"],
        ]);
        expect(await exporter.metrics("tidaldb_incident_active")).toEqual([
          'tidaldb_incident_active{cause="source_unreachable",region="",peer="",shard="",source="leader"} 1',
        ]);
        expect(await exporter.text("/")).toContain("its only source cannot be asked");

        await server.resume();
        await whenTrue("both regions are Healthy again and the incident has ended", async () => {
          const { regions, incidents } = await health();
          return regions["0"] === "Healthy" && regions["1"] === "Healthy" && incidents.length === 0;
        });
        const transitions = await exporter.metrics("tidaldb_region_health_transitions_total");
        expect(transitions.filter((line) => line.includes('to="offline"') && !line.endsWith(" 0"))).toEqual(
          [],
        );
        expect(exporter.messages).toContain("incident began: source leader unreachable: 2 replicas unseen");
      },
    ],
    [
      "tells a region that its leader does not hear any more, and a leader that stands still",
      async () => {
        exporter = await RunningExporter.start(configuration(`[ ${source("leader", server.url())} ]`));
        await whenTrue("both regions are Healthy", async () => (await health()).regions["1"] === "Healthy");
        const diedNs = wallNs();
        server.answering = answersWith(() =>
          healthDocument({
            snapshotNs: wallNs(),
            shards: [{ heartbeatNs: wallNs() }, { shard: 1, region: 1, heartbeatNs: diedNs }],
          }),
        );
        // On a busy machine an answer may be too late, and then nothing is known for a moment.
        await whenTrue("eu-west is Offline, and nothing is said of us-east", async () => {
          const { regions } = await health();
          return regions["1"] === "Offline" && regions["0"] === "Healthy";
        });

        const still = healthDocument({ snapshotNs: wallNs(), shards: [{ heartbeatNs: wallNs() }] });
        server.answering = answersWith(() => still);
        await whenTrue("the source is told as stalled, and nothing else of us-east", async () => {
          const { incidents, region_details: details } = await health();
          const rules = details["0"]?.reasons.map(({ rule }) => rule).join();
          return incidents.some(({ cause }) => cause === "source_stalled") && rules === "source_stalled";
        });
        const errors = await exporter.metrics("tidaldb_source_poll_errors_total");
        expect(errors.filter((line) => line.includes('"snapshot"'))).not.toEqual([
          'tidaldb_source_poll_errors_total{source="leader",reason="snapshot"} 0',
        ]);
      },
    ],
    [
      "takes on and lets go of sources with a reload, and refuses what cannot work",
      async () => {
        exporter = await RunningExporter.start(configuration("[]"));
        expect(await exporter.metrics("tidaldb_source_")).toEqual([]);
        expect(await exporter.text("/")).not.toContain("<h2>Sources</h2>");

        await exporter.configure(configuration(`[ ${source("leader", server.url())} ]`, "1m"));
        expect((await exporter.request("/-/reload", { method: "POST" })).status).toBe(200);
        await whenTrue("both regions are Healthy", async () => (await health()).regions["1"] === "Healthy");

        await exporter.configure(
          configuration('[ { name: leader, url: "http://h/", authorization: { credentials_file: none } } ]'),
        );
        const refused = await exporter.request("/-/reload", { method: "POST" });
        expect(refused.status).toBe(422);
        expect(await refused.text()).toContain("sources[0].authorization.credentials_file");

        await exporter.configure(configuration("[]"));
        expect((await exporter.request("/-/reload", { method: "POST" })).status).toBe(200);
        expect(await exporter.metrics("tidaldb_source_")).toEqual([]);
        expect((await health()).regions).toEqual({});
      },
    ],
  ]);
});
