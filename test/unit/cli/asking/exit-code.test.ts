import { exitCodeOf } from "../../../../src/cli/asking/exit-code";
import type { RegionStatus } from "../../../../src/domain/terms/cluster-health";
import { askedHealth, SILENT } from "../../../support/app/asked-health";

test.each<[RegionStatus, boolean, number]>([
  ["Healthy", false, 0],
  ["Healthy", true, 1],
  ["Degraded", false, 1],
  ["Degraded", true, 1],
  ["Offline", false, 2],
  ["Offline", true, 2],
  ["Unknown", false, 3],
  ["Unknown", true, 1],
])("%s, with an incident: %s, is %i", (status, hasIncident, code) => {
  expect(exitCodeOf(askedHealth(status, [], { incidents: hasIncident ? [SILENT] : [] }))).toBe(code);
});
