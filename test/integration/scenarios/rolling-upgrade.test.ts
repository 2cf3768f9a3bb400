import { temporaryDirectories } from "../../../reference-cluster/test/support/temporary-directories";
import { someTests } from "../../support/property-runs";
import { PagedWatch } from "../../support/truth/paged-watch";

const directory = temporaryDirectories();
let paged: PagedWatch;

beforeEach(async () => {
  paged = new PagedWatch(directory());
  await paged.live(1.5);
});

afterEach(() => {
  paged.stop();
});

/** The ids of the planned work that the control plane knows, without the number of the upgrade. */
function announced(): readonly string[] {
  return paged.watch.controlPlane.maintenance.all.map(({ id }) => id.replace(/^upgrade-\d+\./, ""));
}

async function drainIsPlanned(): Promise<void> {
  const seen = new Set<string>();
  const states = new Set<string>();
  await paged.operation("rolling-upgrade", { version: "2.0.0", region: "eu-west", down: "90s" });
  await paged.live(3.5, () => {
    for (const id of announced()) seen.add(id);
    const { incidents } = paged.watch.controlPlane.totals();
    const isAnnounced = incidents.every((incident) => incident.announced !== undefined);
    states.add(`${paged.watch.states["eu-west"] ?? ""} ${isAnnounced ? "announced" : "not announced"}`);
  });
  expect(paged.pager.pages).toEqual([]);
  expect(paged.watch.operations.operations[0]?.isOver).toBe(true);
  expect([...seen]).toContain("region-1.upgrading");
  expect([...states]).toContain("Offline announced");
  expect([...states].filter((state) => state.endsWith("not announced"))).toEqual([]);
  expect([announced(), paged.watch.states["eu-west"]]).toEqual([[], "Healthy"]);
}

async function secondRegionFails(): Promise<void> {
  await paged.operation("rolling-upgrade", { version: "2.0.0", region: "eu-west", down: "3m" });
  await paged.live(1);
  expect(paged.watch.states["eu-west"]).toBe("Offline");
  await paged.watch.fault("kill-region", { region: "ap-south" });
  await paged.live(2);
  expect(paged.pager.pages).toEqual([expect.stringMatching(/^TidaldbRegionInTrouble ap-south at \d+$/)]);
  await paged.watch.repair();
  await paged.live(2.5);
  expect([paged.pager.pages.length, paged.pager.openPages]).toEqual([1, 0]);
  expect(paged.watch.operations.operations[0]?.isOver).toBe(true);
}

async function isNeverOver(how: "hangs" | "its driver dies"): Promise<void> {
  const parameters = { version: "2.0.0", region: "eu-west", outcome: "hangs", limit: "4m", lease: "1m" };
  await paged.operation("rolling-upgrade", parameters);
  await paged.live(1);
  if (how === "its driver dies") paged.watch.operations.stop();
  await paged.live(how === "its driver dies" ? 0.5 : 2.75);
  expect(paged.pager.pages).toEqual([]);
  await paged.live(1.5);
  expect(paged.pager.pages).toEqual([expect.stringMatching(/^TidaldbRegionInTrouble eu-west at \d+$/)]);
}

/** Minutes of a whole cluster each. */
const STORIES: readonly (readonly [what: string, play: () => Promise<void>])[] = [
  ["a planned drain of a region pages nobody, and all of it is visible", drainIsPlanned],
  ["a second region that fails meanwhile is one page, about that region", secondRegionFails],
  ["an upgrade that hangs pages once its time is over, and not before", () => isNeverOver("hangs")],
  ["an upgrade whose driver dies pages once its lease is over", () => isNeverOver("its driver dies")],
];

someTests(1, STORIES);
