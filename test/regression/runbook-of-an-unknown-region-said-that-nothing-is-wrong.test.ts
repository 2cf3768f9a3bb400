import { ShippedRunbooks } from "../../src/app/bundle/shipped-runbooks";
import { renderRunbook } from "../../src/http/runbooks/render-runbook";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";
import { clusterSnapshot, regionSnapshot } from "../support/metrics/cluster-snapshot";

let http: HttpFixture;

beforeAll(async () => {
  const runbooks = new ShippedRunbooks(() => ({ offlineAfterMs: 30_000, degradedLagMs: 5_000 }));
  http = await startHttp({
    assignments: [{ shardId: 0, regionId: 0 }],
    services: () => ({ runbooks }),
  });
});

afterAll(async () => {
  await http.close();
});

async function ofPage(query: string): Promise<string> {
  const { text } = await send(http.port, { path: `/runbooks/TidaldbRegionInTrouble?${query}` });
  return text.replaceAll(/\s+/g, " ");
}

test.each([
  ["region=eu-wset", "No region is called eu-wset here: what follows is about the whole cluster."],
  ["region=us-east&peer=%3Cb%3E", "No region is called &lt;b&gt; here."],
])("a runbook for %s says whom it does not know", async (query, note) => {
  expect(await ofPage(query)).toContain(note);
});

test.each(["region=us-east", "region=0", "region=&peer=us-east", ""])(
  "a runbook for %s knows all that it is asked for",
  async (query) => {
    expect(await ofPage(query)).not.toContain("No region is called");
  },
);

test("faults of the whole cluster that are listed nowhere are not told of the region of a runbook", () => {
  const regions = [regionSnapshot({ name: "us-east" })];
  const page = renderRunbook({
    alert: "TidaldbRegionInTrouble",
    markdown: "",
    beside: new Map(),
    snapshot: clusterSnapshot({ regions, status: "Offline", incidentsNotListed: 3_841 }),
    regions,
    unknownRegions: [],
    linkTo: () => "",
    home: "",
    uptimeSeconds: 1,
  });
  expect(page).not.toContain("Too much");
});
