import fc from "fast-check";

import { CONTENT_TYPES } from "../../../../src/metrics/formats/exposition-format";
import type { ExpositionFormat } from "../../../../src/metrics/formats/exposition-format";
import { acceptsGzip, negotiateFormat } from "../../../../src/metrics/formats/negotiation";
import { propertyRuns } from "../../../support/property-runs";

const PROMETHEUS_2 =
  "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75," +
  "text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
const PROMETHEUS_3 =
  "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6," +
  "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4," +
  "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";
const PROTOBUF =
  "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping=allow-utf-8;q=0.7";

test.each<[string, string | undefined, ExpositionFormat]>([
  ["Prometheus 2", PROMETHEUS_2, "openmetrics"],
  ["Prometheus 3", PROMETHEUS_3, "openmetrics"],
  ["Prometheus 3 that would rather have protobuf", `${PROTOBUF},${PROMETHEUS_3}`, "openmetrics"],
  [
    "Prometheus 3 told to use text only",
    "text/plain;version=0.0.4;escaping=underscores;q=0.4,*/*;q=0.2",
    "text",
  ],
  ["curl", "*/*", "text"],
  ["a browser", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text"],
  ["a client without the header", undefined, "text"],
  ["an empty header", "", "text"],
  ["OpenMetrics without a version", "application/openmetrics-text", "openmetrics"],
  ["names in capitals", "Application/OpenMetrics-Text; Version=1.0.0", "openmetrics"],
  ["a quoted version", 'application/openmetrics-text; version="1.0.0"', "openmetrics"],
  ["a charset", "application/openmetrics-text; version=1.0.0; charset=utf-8", "openmetrics"],
  ["only a version of OpenMetrics that is not ours", "application/openmetrics-text;version=0.0.1", "text"],
  [
    "a version of OpenMetrics to come, or text",
    "application/openmetrics-text;version=2.0.0,text/plain;q=0.1",
    "text",
  ],
  ["text with more weight", "application/openmetrics-text;version=1.0.0;q=0.3,text/plain;q=0.4", "text"],
  [
    "text with less weight",
    "text/plain;q=0.3,application/openmetrics-text;version=1.0.0;q=0.4",
    "openmetrics",
  ],
  ["OpenMetrics refused by weight 0", "application/openmetrics-text;q=0,*/*;q=0.1", "text"],
  ["text refused by weight 0", "text/plain;q=0,*/*;q=0.1", "openmetrics"],
  ["only what is not served", "application/json", "text"],
  ["any text", "text/*", "text"],
  ["a weight that is no number", "application/openmetrics-text;version=1.0.0;q=high", "text"],
])("%s gets its format", (_client, accept, format) => {
  expect(negotiateFormat(accept)).toBe(format);
});

test.each<[string | undefined, boolean]>([
  [undefined, false],
  ["", false],
  ["gzip", true],
  ["GZIP", true],
  ["gzip, deflate, br", true],
  ["*", true],
  ["gzip;q=0.001", true],
  ["gzip;q=0", false],
  ["gzip;q=0.0, *", false],
  ["*;q=0", false],
  ["identity", false],
  ["deflate, br", false],
  ["identity;q=1, gzip;q=0.5", false],
  ["identity;q=0.5, gzip;q=1", true],
  ["identity;q=0, gzip", true],
  ["br;q=1.0, gzip;q=0.8, *;q=0.1", true],
])("Accept-Encoding %j means compression: %s", (acceptEncoding, compress) => {
  expect(acceptsGzip(acceptEncoding)).toBe(compress);
});

test("no header, however broken, makes negotiation fail", () => {
  const pieces = fc.constantFrom(
    ";",
    ",",
    "=",
    "q",
    "/",
    "*",
    '"',
    "\\",
    " ",
    "text/plain",
    "gzip",
    "version",
    "0.5",
  );
  const header = fc.oneof(
    fc.string(),
    fc.array(pieces).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(header, (value) => {
      expect(Object.keys(CONTENT_TYPES)).toContain(negotiateFormat(value));
      expect([true, false]).toContain(acceptsGzip(value));
    }),
    propertyRuns(),
  );
});
