import fc from "fast-check";

import type { ExpositionWriter } from "../../../src/metrics/formats/exposition-writer";
import type { FamilyHeader } from "../../../src/metrics/formats/family";
import { OPENMETRICS_WRITER } from "../../../src/metrics/formats/openmetrics-writer";
import { renderFamilies } from "../../../src/metrics/formats/render-families";
import { TEXT_WRITER } from "../../../src/metrics/formats/text-writer";
import { anyText } from "../../support/any-text";
import { parseExposition } from "../../support/metrics/exposition-parser";
import { propertyRuns } from "../../support/property-runs";

const gauge: FamilyHeader = {
  name: "tank_level_bytes",
  type: "gauge",
  unit: "bytes",
  help: "How full",
  labels: ["tank"],
};
const counter: FamilyHeader = {
  name: "drips_seconds_total",
  type: "counter",
  unit: "seconds",
  help: "Drips",
  labels: [],
};
const histogram: FamilyHeader = {
  name: "fill_seconds",
  type: "histogram",
  unit: "seconds",
  help: "Fills",
  labels: [],
};

const WRITERS: readonly ["text" | "openmetrics", ExpositionWriter][] = [
  ["text", TEXT_WRITER],
  ["openmetrics", OPENMETRICS_WRITER],
];

test("text names a counter's family as its samples and knows no units", () => {
  expect(TEXT_WRITER.header(counter)).toBe(
    "# HELP drips_seconds_total Drips\n# TYPE drips_seconds_total counter\n",
  );
  expect(TEXT_WRITER.sample(counter, { labels: [], value: 1 })).toBe("drips_seconds_total 1\n");
});

test("OpenMetrics names a counter's family without _total and its samples with it", () => {
  expect(OPENMETRICS_WRITER.header(counter)).toBe(
    "# HELP drips_seconds Drips\n# TYPE drips_seconds counter\n# UNIT drips_seconds seconds\n",
  );
  expect(OPENMETRICS_WRITER.sample(counter, { labels: [], value: 1 })).toBe("drips_seconds_total 1\n");
});

test("OpenMetrics leaves out a unit that does not end the name", () => {
  expect(OPENMETRICS_WRITER.header({ ...gauge, name: "tank_bytes_level" })).not.toContain("# UNIT");
});

test("a double quote in a help text is escaped in OpenMetrics and stands for itself in text", () => {
  const quoting = { ...gauge, help: 'The "big" tank\\\nbelow' };
  expect(TEXT_WRITER.header(quoting)).toContain('# HELP tank_level_bytes The "big" tank\\\\\\nbelow\n');
  expect(OPENMETRICS_WRITER.header(quoting)).toContain(
    '# HELP tank_level_bytes The \\"big\\" tank\\\\\\nbelow\n',
  );
});

test.each(WRITERS)("%s escapes backslashes, quotes and line feeds in label values", (_format, writer) => {
  expect(writer.sample(gauge, { labels: ['a"b\\c\nd\\n'], value: 1 })).toBe(
    'tank_level_bytes{tank="a\\"b\\\\c\\nd\\\\n"} 1\n',
  );
});

test.each(WRITERS)("%s refuses a sample with more or fewer values than labels", (_format, writer) => {
  expect(() => writer.sample(gauge, { labels: [], value: 1 })).toThrow(
    "labels tank: expected 1 values, got 0",
  );
  expect(() => writer.sample(counter, { labels: ["x"], value: 1 })).toThrow(RangeError);
});

test.each<[number | bigint, string]>([
  [0, "0"],
  [-0, "0"],
  [0n, "0"],
  [-1.5, "-1.5"],
  [0.1, "0.1"],
  [1e21, "1e+21"],
  [1.5e300, "1.5e+300"],
  [5e-324, "5e-324"],
  [NaN, "NaN"],
  [Infinity, "+Inf"],
  [-Infinity, "-Inf"],
  [9_007_199_254_740_991n, "9007199254740991"],
  [9_007_199_254_740_993n, "9007199254740992"],
  [9_007_199_254_740_995n, "9007199254740996"],
  [18_446_744_073_709_551_615n, "18446744073709552000"],
])("the value %p is written as %s in both formats", (value, text) => {
  for (const [, writer] of WRITERS) {
    expect(writer.sample(gauge, { labels: ["a"], value })).toBe(`tank_level_bytes{tank="a"} ${text}\n`);
  }
});

test.each([
  ["1", "1", "1.0"],
  ["0.001", "0.001", "0.001"],
  ["+Inf", "+Inf", "+Inf"],
])("the bound %s of a bucket is %s in text and %s in OpenMetrics", (le, text, openMetrics) => {
  const bucket = { suffix: "_bucket", labelNames: ["kind", "le"], labels: ["1", le], value: 3 };
  expect(TEXT_WRITER.sample(histogram, bucket)).toBe(`fill_seconds_bucket{kind="1",le="${text}"} 3\n`);
  expect(OPENMETRICS_WRITER.sample(histogram, bucket)).toBe(
    `fill_seconds_bucket{kind="1",le="${openMetrics}"} 3\n`,
  );
});

/** Plain text of all kinds, with more than its share of what needs escaping. */
const anyLabelText = fc
  .array(fc.oneof(anyText(), fc.constantFrom("\\", '"', "\n", "\\n", "\r", "\0", "{", "}", ",", " #")))
  .map((parts) => parts.join(""));

/** Numbers that are the same after a trip through text: -0 is written as 0, since no gauge here tells them apart. */
const anyValue = fc.double().map((value) => value + 0);

test.each(WRITERS)("%s: whatever labels, help and values hold can be read back", (format, writer) => {
  const header = { ...gauge, labels: ["tank", "site"] };
  const anySamples = fc.array(fc.record({ labels: fc.tuple(anyLabelText, anyLabelText), value: anyValue }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(anyLabelText, anySamples, (help, samples) => {
      const text = [...renderFamilies([{ header: { ...header, help }, samples }], writer)].join("");
      const parsed = parseExposition(text, format);
      expect(parsed.helps.get("tank_level_bytes")).toBe(help);
      expect(parsed.types.get("tank_level_bytes")).toBe("gauge");
      expect(parsed.samples.map(({ labels, value }) => [labels["tank"], labels["site"], value])).toEqual(
        samples.map(({ labels, value }) => [...labels, value]),
      );
    }),
    propertyRuns(),
  );
});

test.each(WRITERS)("%s: every u64 is written as the float that is nearest to it", (format, writer) => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
      const text = [...renderFamilies([{ header: counter, samples: [{ labels: [], value }] }], writer)].join(
        "",
      );
      expect(parseExposition(text, format).samples).toEqual([
        { name: "drips_seconds_total", labels: expect.anything() as unknown, value: Number(value) },
      ]);
    }),
    propertyRuns(),
  );
});
