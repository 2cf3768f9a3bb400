import type { RegionHealth } from "../../../../src/domain/terms/cluster-health";
import { peerTable } from "../../../../src/http/status-page/peer-table";
import { TestCluster } from "../../../support/domain/domain-cluster";
import { peerReading } from "../../../support/sources/peer-reading";

const TAKEN_AT_NS = 1_700_000_012_000_000_000n;

/** The cells of each row, of a cluster that hears regions 0 to 9. */
function rows(...peers: readonly ReturnType<typeof peerReading>[]): readonly (readonly string[])[] {
  const cluster = new TestCluster();
  for (let id = 0; id < 10; id += 1) cluster.beat(id, id);
  const { source } = peerTable(peers, cluster.controlPlane.snapshot().regions, TAKEN_AT_NS);
  const body = source.slice(source.indexOf("<tbody>"));
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => cell),
  );
}

test("peers are shown with what they say otherwise, or why they say nothing", () => {
  const offline = new Map<number, RegionHealth>([[3, "Offline"]]);
  const problem = "no connection (ECONNREFUSED)";
  expect(
    rows(
      peerReading(),
      peerReading({ name: "<c>", regions: offline }),
      peerReading({ name: "d", isUp: false, lastSuccessNs: undefined, problem, regions: new Map() }),
    ),
  ).toEqual([
    ["zone-b", "up", "12.0 s ago", "no"],
    ["&lt;c&gt;", "up", "12.0 s ago", "3 is Offline there, Healthy here"],
    ["d", "down", "never", problem],
  ]);
});

test("of many regions the first are named", () => {
  const regions = new Map(Array.from({ length: 10 }, (_, id): [number, RegionHealth] => [id, "Offline"]));
  expect(rows(peerReading({ regions }))[0]?.[3]).toMatch(
    /^0 is Offline there.*; 7 is Offline there, Healthy here; and 2 more$/,
  );
});
