import { merge, rowsOf } from "../../support/bundle/grafana-merge";
import type { Cell, Frame } from "../../support/bundle/grafana-merge";

/** A frame from a table: the names of its fields, then its rows. */
function frame(names: readonly string[], ...rows: readonly (readonly Cell[])[]): Frame {
  return { fields: names.map((name, index) => ({ name, values: rows.map((row) => row[index]) })) };
}

describe("Grafana's merge, as tests of tables model it,", () => {
  test("joins rows by the fields that all frames have", () => {
    const states = frame(["region", "A"], ["eu", 0], ["us", 3]);
    const lags = frame(["region", "B"], ["us", 1.5], ["eu", 2]);

    expect(merge([states, lags])).toEqual([frame(["region", "A", "B"], ["eu", 0, 2], ["us", 3, 1.5])]);
  });

  test("returns its input as it is when one query is empty, which then has no field in common with the others", () => {
    const states = frame(["region", "A"], ["eu", 0]);
    const nothing = frame(["B"]);

    expect(merge([states, nothing])).toEqual([states, nothing]);
  });

  test("does not join by a field that one frame lacks", () => {
    const states = frame(["cluster", "region", "A"], ["x", "eu", 0], ["y", "eu", 1]);
    const lags = frame(["region", "B"], ["eu", 2]);

    expect(merge([states, lags]).flatMap(rowsOf)).toEqual([
      { cluster: "x", region: "eu", A: 0, B: 2 },
      { cluster: "y", region: "eu", A: 1, B: 2 },
    ]);
  });

  test("leaves a row without a value where a frame has no such row", () => {
    const states = frame(["region", "A"], ["eu", 0], ["us", 3]);
    const lags = frame(["region", "B"], ["us", 1.5]);

    expect(merge([states, lags]).flatMap(rowsOf)).toEqual([
      { region: "eu", A: 0, B: undefined },
      { region: "us", A: 3, B: 1.5 },
    ]);
  });

  test("takes NaN for a value like any other", () => {
    const states = frame(["region", "A"], ["eu", 0], ["us", NaN]);
    const lags = frame(["region", "B"], ["eu", NaN], ["us", 2]);

    expect(merge([states, lags])).toEqual([frame(["region", "A", "B"], ["eu", 0, NaN], ["us", NaN, 2])]);
  });

  test("mixes up rows that have the same key in every frame", () => {
    const states = frame(["region", "A"], ["eu", 0], ["eu", 0]);
    const lags = frame(["region", "B"], ["eu", 1], ["eu", 2]);

    expect(merge([states, lags]).flatMap(rowsOf)).toEqual([
      { region: "eu", A: 0, B: 1 },
      { region: "eu", A: undefined, B: 2 },
    ]);
  });

  test("leaves a single frame alone, and shows one of several that have nothing", () => {
    const states = frame(["region", "A"], ["eu", 0]);

    expect(merge([states])).toEqual([states]);
    expect(merge([frame([]), frame([])])).toEqual([frame([])]);
    expect(merge([])).toEqual([]);
  });
});
