import { incidentList } from "../../../../src/http/status-page/incident-list";
import { maintenanceSection } from "../../../../src/http/status-page/maintenance-table";
import { regionTable } from "../../../../src/http/status-page/regions/region-table";
import { maintenanceWindow } from "../../../support/domain/maintenance-window";
import { clusterSnapshot, incident, regionSnapshot } from "../../../support/metrics/cluster-snapshot";

const TAKEN_AT_NS = 1_700_000_000_000_000_000n;
const END_NS = TAKEN_AT_NS + 1_800_000_000_000n;

/** What a person reads. */
function readable(html: { readonly source: string } | ""): string {
  const source = html === "" ? "" : html.source;
  return source
    .replaceAll(/<br \/>|<\/t[dh]>/g, " ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const cluster = clusterSnapshot({
  takenAtNs: TAKEN_AT_NS,
  regions: [
    regionSnapshot({ name: "us-east", announcedBy: [] }),
    regionSnapshot({ regionId: 1, name: "eu-west", state: "Offline", announcedBy: ["drain-eu"] }),
  ],
  incidents: [incident({ announced: { windowIds: ["drain-eu", "swap"], untilNs: END_NS } })],
  maintenance: [
    maintenanceWindow({ untilNs: END_NS }),
    maintenanceWindow({ id: "move", shardId: 3, by: "<bob>", untilNs: END_NS, leaseUntilNs: TAKEN_AT_NS }),
    maintenanceWindow({ id: "swap", regionId: 1, shardId: 0, untilNs: END_NS }),
  ],
});

test("planned work is on the page with what it is on, who does it, why and when it ends", () => {
  expect(readable(maintenanceSection(cluster))).toBe(
    "Planned work Work On By Why Ends" +
      " drain-eu eu-west alice kernel upgrade 2023-11-14T22:43:20Z in 30 min 0 s" +
      " move shard 3 &lt;bob&gt; kernel upgrade 2023-11-14T22:13:20Z in 0.0 s unless it is renewed" +
      " swap shard 0 in eu-west alice kernel upgrade 2023-11-14T22:43:20Z in 30 min 0 s",
  );
});

test("nothing is said of planned work where there is none", () => {
  expect(maintenanceSection(clusterSnapshot())).toBe("");
});

test("an incident says what announced it, and a region that it is announced, beside its state", () => {
  expect(readable(incidentList(cluster, 100))).toContain(
    "Announced by drain-eu, swap, until 2023-11-14T22:43:20Z: it pages nobody before.",
  );
  const rows = readable(regionTable(cluster));
  expect(rows).toContain("Offline announced");
  expect(rows.match(/announced/g)).toHaveLength(1);
});

test("of very many the first are shown, and how many are not", () => {
  const maintenance = Array.from({ length: 53 }, (_, index) => maintenanceWindow({ id: `w${index}` }));
  expect(readable(maintenanceSection(clusterSnapshot({ maintenance })))).toContain(
    "And 3 more, all in /api/v1/maintenance.",
  );
});
