import { MaintenanceLapses } from "../../../../src/domain/history/maintenance-lapses";
import type { MaintenanceWindow } from "../../../../src/domain/terms/maintenance-window";

const WINDOW: MaintenanceWindow = { id: "drain", by: "ada", reason: "disks", startedNs: 10n, untilNs: 100n };
const NEVER = { titles: new Set<string>(), sinceNs: 0n };

/** The titles of what a look finds at a moment. */
function look(lapses: MaintenanceLapses, atNs: bigint, ...windows: readonly MaintenanceWindow[]): string[] {
  return lapses
    .look(windows, { atNs, nameOf: String })
    .map(({ title }) => title.replace(/ at .*?:.*?:.*?:/, ":"));
}

const LEASE = "maintenance drain lapsed: its lease was not renewed";
const TIME = "maintenance drain lapsed: its time was over, and nobody had ended it";

test("work in force is nothing to tell; what lapses is told once", () => {
  const lapses = new MaintenanceLapses(NEVER);
  expect(look(lapses, 99n, WINDOW)).toEqual([]);
  expect(look(lapses, 100n, WINDOW)).toEqual([TIME]);
  expect(look(lapses, 200n, WINDOW)).toEqual([]);
});

test("work whose lease lapses, which is then renewed and lapses again, is told twice", () => {
  const lapses = new MaintenanceLapses(NEVER);
  expect(look(lapses, 51n, { ...WINDOW, leaseUntilNs: 50n })).toEqual([LEASE]);
  expect(look(lapses, 60n, { ...WINDOW, leaseUntilNs: 70n })).toEqual([]);
  expect(look(lapses, 70n, { ...WINDOW, leaseUntilNs: 70n })).toEqual([LEASE]);
});

test("work that was ended lapses no more, and neither does work that begins by a clock that is ahead", () => {
  const lapses = new MaintenanceLapses(NEVER);
  expect(look(lapses, 50n, WINDOW)).toEqual([]);
  expect(look(lapses, 200n)).toEqual([]);
  expect(look(lapses, 200n, { ...WINDOW, startedNs: 10n ** 12n, untilNs: 10n ** 13n })).toEqual([]);
});

test("a clock that is set back tells nothing twice", () => {
  const lapses = new MaintenanceLapses(NEVER);
  expect(look(lapses, 100n, WINDOW)).toEqual([TIME]);
  expect(look(lapses, 50n, WINDOW)).toEqual([]);
  expect(look(lapses, 100n, WINDOW)).toEqual([]);
});

describe("at the first look of a process", () => {
  test("what lapsed while none ran is told", () => {
    expect(look(new MaintenanceLapses({ ...NEVER, sinceNs: 20n }), 500n, WINDOW)).toEqual([TIME]);
  });

  test("what an earlier one told is not", () => {
    const [told] = new MaintenanceLapses(NEVER).look([WINDOW], { atNs: 100n, nameOf: String });
    const titles = new Set([told?.title ?? ""]);
    expect(look(new MaintenanceLapses({ titles, sinceNs: 20n }), 500n, WINDOW)).toEqual([]);
  });

  test("what lapsed before the history that is kept begins is not, neither then nor later", () => {
    const lapses = new MaintenanceLapses({ ...NEVER, sinceNs: 101n });
    expect(look(lapses, 500n, WINDOW)).toEqual([]);
    expect(look(lapses, 600n, WINDOW)).toEqual([]);
  });
});
