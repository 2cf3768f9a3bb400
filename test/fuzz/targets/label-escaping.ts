import { deepEqual } from "node:assert/strict";

import fc from "fast-check";

import type { ExpositionFormat } from "../../../src/metrics/formats/exposition-format";
import type { ExpositionWriter } from "../../../src/metrics/formats/exposition-writer";
import type { FamilyHeader } from "../../../src/metrics/formats/family";
import { OPENMETRICS_WRITER } from "../../../src/metrics/formats/openmetrics-writer";
import { renderFamilies } from "../../../src/metrics/formats/render-families";
import { TEXT_WRITER } from "../../../src/metrics/formats/text-writer";
import { parseExposition } from "../../support/metrics/exposition-parser";
import { fromArbitrary } from "../engine/from-arbitrary";
import type { FuzzTarget } from "../fuzz-target";

const WRITERS: Readonly<Record<ExpositionFormat, ExpositionWriter>> = {
  text: TEXT_WRITER,
  openmetrics: OPENMETRICS_WRITER,
};

function checkFormat(format: ExpositionFormat, help: string, values: readonly string[]): void {
  const labels = values.map((_value, i) => `label_${i}`);
  const header: FamilyHeader = { name: "tidaldb_fuzzed", type: "gauge", help, labels };
  const family = { header, samples: [{ labels: values, value: 1 }] };
  const printed = [...renderFamilies([family], WRITERS[format])].join("");
  // Through bytes, as over the wire: what cannot be written as UTF-8 must not change anything else.
  const read = parseExposition(Buffer.from(printed, "utf8").toString("utf8"), format);
  const named = Object.fromEntries(labels.map((label, i) => [label, values[i]]));
  deepEqual(
    read.samples.map((sample) => ({ ...sample, labels: { ...sample.labels } })),
    [{ name: header.name, labels: named, value: 1 }],
  );
  deepEqual([...read.helps], [[header.name, help]]);
}

const text = fc.oneof(
  fc.string({
    unit: fc.constantFrom('"', "\\", "\n", "n", "{", "}", ",", "=", "#", " ", "\r", "\u2028"),
    maxLength: 12,
  }),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);

/** Whatever a region is called, a scrape stays well-formed and says that name. */
export const target: FuzzTarget = {
  name: "label-escaping",
  claim:
    "help and label values of any text come back from both formats as they went in, by a parser written apart",
  generate: fromArbitrary(fc.array(text, { minLength: 1, maxLength: 5 }).map((texts) => texts.join("\0"))),
  maxBytes: 512,
  check: (input) => {
    const [help = "", ...values] = Buffer.from(input).toString("utf8").split("\0");
    checkFormat("text", help, values);
    checkFormat("openmetrics", help, values);
  },
};
