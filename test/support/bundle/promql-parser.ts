import { createRequire } from "node:module";

import type { LRParser } from "@lezer/lr";

/**
 * Prometheus' own grammar, as its user interface has it. The package holds a CommonJS build, but describes its types as
 * those of an ES module only: hence no import.
 */
const promql = createRequire(__filename)("@prometheus-io/lezer-promql") as { readonly parser: LRParser };

/** Parses PromQL into a tree; what is not PromQL becomes a node whose type is an error. */
export const PROMQL_PARSER: LRParser = promql.parser;
