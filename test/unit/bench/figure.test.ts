import { judge } from "../../../bench/measuring/figure";
import type { Target } from "../../../bench/measuring/figure";

/** A figure with three samples around `ours`, and a baseline around `baseline`. */
function verdictOf(target: Target | undefined, ours: number, baseline: number) {
  return judge(
    { title: "t", unit: "ms", series: "ours", baseline: "theirs", ...(target && { target }) },
    {
      samples: { ours: [ours - 1, ours, ours + 1], theirs: [baseline - 1, baseline, baseline + 1] },
      skipped: {},
    },
  );
}

describe("a figure", () => {
  test.each<[string, Target, number, number, "met" | number]>([
    ["below an upper bound", { kind: "at_most", value: 10 }, 9, 100, "met"],
    ["at an upper bound", { kind: "at_most", value: 10 }, 10, 100, "met"],
    ["above an upper bound", { kind: "at_most", value: 10 }, 15, 100, 50],
    ["at a lower bound", { kind: "at_least", value: 100 }, 100, 1, "met"],
    ["below a lower bound", { kind: "at_least", value: 100 }, 75, 1, 25],
    ["above zero where nothing may be", { kind: "at_most", value: 0 }, 1, 1, Number.POSITIVE_INFINITY],
    ["within a multiple of the baseline", { kind: "ratio_at_most", factor: 1.5 }, 30, 20, "met"],
    ["beyond a multiple of the baseline", { kind: "ratio_at_most", factor: 1.5 }, 60, 20, 100],
    ["as many times more than the baseline", { kind: "ratio_at_least", factor: 4 }, 80, 20, "met"],
    ["half as many times more", { kind: "ratio_at_least", factor: 4 }, 40, 20, 50],
    ["as many times less than the baseline", { kind: "times_less", factor: 75 }, 10, 750, "met"],
    ["a fifth of as many times less", { kind: "times_less", factor: 75 }, 10, 150, 80],
  ])("%s", (_what, target, ours, baseline, expected) => {
    const { verdict } = verdictOf(target, ours, baseline);

    expect(verdict).toEqual(expected === "met" ? { kind: "met" } : { kind: "missed", byPercent: expected });
  });

  test("without a target is shown, with its ratio to the baseline", () => {
    expect(verdictOf(undefined, 10, 40)).toMatchObject({ ratio: 0.25, verdict: { kind: "shown" } });
  });

  test("that is to be less shows how many times less it is", () => {
    expect(verdictOf({ kind: "times_less", factor: 2 }, 10, 40).ratio).toBe(4);
  });

  test("is held to the median, which one disturbed sample does not move", () => {
    const finding = judge(
      { title: "t", unit: "ms", series: "ours", target: { kind: "at_most", value: 10 } },
      { samples: { ours: [9, 9, 9, 9, 5000] }, skipped: {} },
    );

    expect(finding).toMatchObject({ ours: { median: 9, max: 5000 }, verdict: { kind: "met" } });
  });

  test("says why it was not measured", () => {
    const finding = judge(
      { title: "t", unit: "ms", series: "ours", target: { kind: "at_most", value: 10 } },
      { samples: {}, skipped: { ours: "there is no prometheus" } },
    );

    expect(finding.verdict).toEqual({ kind: "skipped", reason: "there is no prometheus" });
  });

  test("cannot be held to a baseline that was not measured, and never passes for it", () => {
    const finding = judge(
      {
        title: "t",
        unit: "ms",
        series: "ours",
        baseline: "theirs",
        target: { kind: "ratio_at_most", factor: 1000 },
      },
      { samples: { ours: [1] }, skipped: {} },
    );

    expect(finding.verdict).toEqual({ kind: "skipped", reason: "theirs was not measured" });
  });

  test("with a bound of its own does not need its baseline", () => {
    const finding = judge(
      { title: "t", unit: "ms", series: "ours", baseline: "theirs", target: { kind: "at_most", value: 1 } },
      { samples: { ours: [1] }, skipped: {} },
    );

    expect(finding.verdict).toEqual({ kind: "met" });
  });

  test("that only shows how it compares says why there is nothing to compare it with", () => {
    const finding = judge(
      { title: "t", unit: "ms", series: "ours", baseline: "theirs" },
      { samples: { ours: [1] }, skipped: { theirs: "there is no cargo" } },
    );

    expect(finding.verdict).toEqual({ kind: "skipped", reason: "there is no cargo" });
  });
});
