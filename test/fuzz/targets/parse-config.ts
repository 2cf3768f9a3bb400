import fc from "fast-check";

import { parseConfig } from "../../../src/config/parse";
import { checkProblems } from "../config-problem-rules";
import { fromArbitrary } from "../engine/from-arbitrary";
import type { FuzzTarget } from "../fuzz-target";

const FILE = "/etc/tidaldb-exporter.yml";

const scalars = fc.oneof(
  fc.constantFrom(
    "1",
    "30s",
    "8MiB",
    "true",
    "null",
    "~",
    "open",
    "strict",
    "file",
    "follower",
    "-1",
    "1.5",
    "''",
  ),
  fc.integer({ min: -1, max: 70_000 }).map(String),
  fc.string({ maxLength: 8 }).map((text) => JSON.stringify(text)),
);

const lists = fc
  .array(
    fc.constantFrom("{shard_id: 0, region_id: 0}", "{tenant_id: 1}", "{name: a, scopes: [scrape], env: A}"),
    {
      maxLength: 3,
    },
  )
  .map((entries) => `[${entries.join(", ")}]`);

const settings = fc.constantFrom(
  ...[
    "cluster.name",
    "cluster.regions.0",
    "cluster.regions.x",
    "health.offline_after",
    "health.degraded_lag",
  ],
  ...["health.forget_after", "registration", "topology.shards", "tenants", "storage.kind", "storage.path"],
  ...[
    "metrics.detail",
    "http.max_body",
    "http.max_batch",
    "http.request_timeout",
    "http.rate_limit.requests",
  ],
  ...["http.rate_limit.window", "auth.tokens", "auth.open_probes", "unknown", "health", "http"],
);

/** Settings with values that may fit them, one a line and in flow style, so that mutations can break the block style. */
const anyDocument = fc.array(fc.tuple(settings, fc.oneof(scalars, lists)), { maxLength: 6 }).map((entries) =>
  entries
    .map(([path, value]) => {
      const [section = "", ...keys] = path.split(".");
      return `${section}: ${keys.reduceRight((inner, key) => `{${key}: ${inner}}`, value)}`;
    })
    .join("\n"),
);

/** Whatever lies in the configuration file is taken or explained. */
export const target: FuzzTarget = {
  name: "parse-config",
  claim: "parseConfig never throws, and every refusal names the line, the column and what is wrong",
  generate: fromArbitrary(anyDocument),
  maxBytes: 2048,
  check: (input) => {
    const text = Buffer.from(input).toString("utf8");
    const result = parseConfig(text, FILE);
    if (!result.ok) checkProblems(result.problems, text, FILE);
  },
};
