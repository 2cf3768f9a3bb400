import type { FuzzTarget } from "./fuzz-target";
import { labelEscapingTarget } from "./targets/label-escaping";
import { negotiationTarget } from "./targets/negotiation";
import { parseConfigTarget } from "./targets/parse-config";
import { parseHeartbeatsTarget } from "./targets/parse-heartbeats";
import { parseJsonTarget } from "./targets/parse-json";
import { sampleValueTarget } from "./targets/sample-value";

/** Everything that is fuzzed. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  parseJsonTarget,
  parseHeartbeatsTarget,
  parseConfigTarget,
  labelEscapingTarget,
  sampleValueTarget,
  negotiationTarget,
];
