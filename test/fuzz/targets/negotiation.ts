import { equal, ok } from "node:assert/strict";

import fc from "fast-check";

import { acceptsGzip, negotiateFormat } from "../../../src/metrics/formats/negotiation";
import { fromArbitrary } from "../engine/from-arbitrary";
import type { FuzzTarget } from "../fuzz-target";
import { encodingWeights, formatWeight } from "../negotiation-rules";

const anyWeight = fc.constantFrom(
  "",
  ";q=0",
  ";q=0.5",
  ";q=1",
  ";q=0.001",
  "; q=0.25",
  ";q=1.000",
  ";q=2",
  ";q=",
  ";Q=0.5",
);
const anyRange = fc.constantFrom(
  ...["*/*", "text/*", "text/plain", "text/plain;version=0.0.4", "text/plain;version=1.0.0", "application/*"],
  ...[
    "application/openmetrics-text",
    "application/openmetrics-text;version=1.0.0",
    "text/html",
    "application/json",
  ],
  ...[
    "application/openmetrics-text;version=0.0.1",
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8",
  ],
  ...["text/plain;version=0.0.4;escaping=underscores", "Text/PLAIN", 'text/plain;version="0.0.4"', "*"],
);
const anyCoding = fc.constantFrom("gzip", "identity", "*", "br", "x-gzip", "GZIP", "deflate");

function listOf(member: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .array(fc.tuple(member, anyWeight), { maxLength: 4 })
    .map((members) => members.map(([name, weight]) => name + weight).join(", "));
}

function checkEncoding(header: string): void {
  const gzipped = acceptsGzip(header);
  const weights = encodingWeights(header);
  if (weights === undefined) return;
  if (gzipped) ok(weights.gzip > 0 && weights.gzip >= weights.identity, JSON.stringify(weights));
  else ok(weights.gzip === 0 || weights.gzip <= weights.identity, JSON.stringify(weights));
}

function checkAccept(header: string): void {
  const format = negotiateFormat(header);
  const text = formatWeight(header, "text");
  const openMetrics = formatWeight(header, "openmetrics");
  if (text === undefined || openMetrics === undefined) return;
  const weights = `text ${text}, openmetrics ${openMetrics}`;
  if (text > openMetrics || openMetrics === 0) equal(format, "text", weights);
  if (openMetrics > text) equal(format, "openmetrics", weights);
}

/** Whatever a scraper says it accepts, it gets one of two formats, and the one that it prefers. */
export const target: FuzzTarget = {
  name: "negotiation",
  claim:
    "negotiation never throws; for a header in RFC 9110's grammar nothing is answered that weighs less than the alternative",
  generate: fromArbitrary(fc.tuple(listOf(anyRange), listOf(anyCoding)).map((headers) => headers.join("\n"))),
  maxBytes: 512,
  check: (input) => {
    // Node hands header fields over as Latin-1.
    const [accept = "", encoding = ""] = Buffer.from(input).toString("latin1").split("\n");
    checkAccept(accept);
    checkEncoding(encoding);
  },
};
