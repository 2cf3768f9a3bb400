import { printDifferences } from "../../../bench/measuring/differences";
import { printNumber, printReport, printTally, resultOf } from "../../../bench/measuring/report";
import type { Row } from "../../../bench/measuring/row";

const ROW: Row = {
  name: "scrape",
  title: "A scrape",
  method: "Asked over loopback.",
  note: "The kernel copies every byte twice.",
  figures: [
    {
      title: "against prom-client",
      unit: "ms",
      series: "ours",
      baseline: "prom-client",
      target: { kind: "times_less", factor: 75 },
    },
    { title: "at most", unit: "ms", series: "ours", target: { kind: "at_most", value: 20 } },
    { title: "size", unit: "MB", series: "size" },
    { title: "in Prometheus", unit: "s", series: "prometheus", target: { kind: "at_most", value: 1 } },
  ],
  measure: () => Promise.reject(new Error("measured by no test")),
};

const MEASURED = {
  samples: { ours: [40, 30, 50], "prom-client": [3000, 4000], size: [96.25] },
  skipped: { prometheus: "there is no prometheus on this machine" },
};

test("a report names the machine, and for every figure its target, median, spread, baseline, ratio and verdict", () => {
  expect(printReport(["2 × a processor", "Node 20"], [resultOf(ROW, MEASURED, 12.4)])).toBe(
    `# Measured speed

Written by \`npm run bench\`. 1 of 3 targets met. Missed: scrape: at most. Not measured: scrape: in Prometheus.

- 2 × a processor
- Node 20

## A scrape

\`scrape\`, 12 s. Asked over loopback.

| figure | target | median (min – max) | baseline | ratio | verdict |
| --- | --- | --- | --- | --- | --- |
| against prom-client | ≥ 75 × less than prom-client | 40 ms (30 – 50) | prom-client: 3,500 ms (3,000 – 4,000) | 87.5 × less | met |
| at most | ≤ 20 ms | 40 ms (30 – 50) |  |  | **missed by 100 %** |
| size |  | 96.3 MB |  |  |  |
| in Prometheus | ≤ 1 s |  |  |  | not measured: there is no prometheus on this machine |

The kernel copies every byte twice.
`,
  );
});

test("a tally of nothing but met targets names none", () => {
  const [, , size] = ROW.figures;
  const figures = size ? [{ ...size, target: { kind: "at_most" as const, value: 100 } }] : [];

  expect(printTally([resultOf({ ...ROW, figures }, MEASURED, 1)])).toBe("1 of 1 targets met.");
});

test("two builds are compared by their medians, and a difference within the spread is called that", () => {
  const theirs = { samples: { ours: [80, 90, 100], size: [96.25, 100] }, skipped: {} };

  expect(printDifferences(ROW, "v1", MEASURED, theirs)).toBe(
    `## A scrape

| figure | here | v1 | difference |
| --- | --- | --- | --- |
| ours | 40 ms (30 – 50) | 90 ms (80 – 100) | **-55.6 %** |
| size | 96.3 MB | 98.1 MB (96.3 – 100) | -1.91 %, within the spread |
`,
  );
});

test.each([
  [0, "0"],
  [0.01234, "0.0123"],
  [0.5, "0.5"],
  [9.876, "9.88"],
  [98.76, "98.8"],
  [1234.5, "1,235"],
  [1_410_000, "1,410,000"],
  [-55.56, "-55.6"],
])("%d is printed as %s", (value, expected) => {
  expect(printNumber(value)).toBe(expected);
});
