import { amountFindings } from "../../../../src/bundle/option-rules/amount-findings";
import { bundleOptions } from "../../../../src/bundle/options/options";

describe.each(["availabilityObjective", "freshnessObjective"] as const)("%s", (name) => {
  test.each([0.94, 0.99, 0.999, 0.9999999])("may be %d", (value) => {
    expect(amountFindings(bundleOptions({ thresholds: { [name]: value } }))).toEqual([]);
  });

  test.each([0, 0.5, 0.93, 1, 1.5])(
    "may not be %d: an alert on its budget would never fire, or always",
    (value) => {
      const [finding, ...others] = amountFindings(bundleOptions({ thresholds: { [name]: value } }));

      expect(finding?.options).toEqual([["thresholds", name]]);
      expect(finding?.message).toMatch(/^expected a share above 0\.931 and below 1: .*; got /);
      expect(others).toEqual([]);
    },
  );
});
