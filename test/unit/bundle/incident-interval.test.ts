import { incidentIntervalMs } from "../../../src/bundle/terms/incident-interval";

test.each([
  [15_000, 5_000],
  [10_000, 3_000],
  [60_000, 20_000],
  [2_000, 1_000],
  [1_000, 1_000],
  [500, 500],
])("rules that are evaluated every %d ms have rules about incidents every %d ms", (interval, expected) => {
  expect(incidentIntervalMs(interval)).toBe(expected);
});
