import { isWorse, worstStatus } from "../../../../src/domain/terms/cluster-health";
import type { RegionStatus } from "../../../../src/domain/terms/cluster-health";

const FROM_BEST_TO_WORST: readonly RegionStatus[] = ["Healthy", "Unknown", "Degraded", "Offline"];
const PAIRS = FROM_BEST_TO_WORST.flatMap((a, i) => FROM_BEST_TO_WORST.map((b, j) => [a, b, i > j] as const));

test.each(PAIRS)("whether %s is worse than %s: %s", (status, limit, worse) => {
  expect(isWorse(status, limit)).toBe(worse);
});

describe("worstStatus", () => {
  test.each<[RegionStatus, readonly RegionStatus[]]>([
    ["Unknown", []],
    ["Unknown", ["Unknown"]],
    ["Healthy", ["Healthy", "Healthy"]],
    ["Unknown", ["Healthy", "Unknown", "Healthy"]],
    ["Degraded", ["Unknown", "Degraded", "Healthy"]],
    ["Offline", ["Degraded", "Offline", "Unknown", "Healthy"]],
  ])("is %s of %p", (worst, statuses) => {
    expect(worstStatus(statuses)).toBe(worst);
  });

  test("takes any iterable, once", () => {
    expect(worstStatus(new Set<RegionStatus>(["Healthy", "Offline"]).values())).toBe("Offline");
  });
});
