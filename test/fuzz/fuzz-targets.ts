import type { FuzzTarget } from "./fuzz-target";
import { heartbeatScannerTarget } from "./targets/heartbeat-scanner";
import { httpTarget } from "./targets/http";
import { labelEscapingTarget } from "./targets/label-escaping";
import { negotiationTarget } from "./targets/negotiation";
import { parseConfigTarget } from "./targets/parse-config";
import { parseHeartbeatsTarget } from "./targets/parse-heartbeats";
import { parseJsonTarget } from "./targets/parse-json";
import { parseWebConfigTarget } from "./targets/parse-web-config";
import { sampleValueTarget } from "./targets/sample-value";

/** Everything that is fuzzed. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  parseJsonTarget,
  parseHeartbeatsTarget,
  heartbeatScannerTarget,
  parseConfigTarget,
  parseWebConfigTarget,
  labelEscapingTarget,
  sampleValueTarget,
  negotiationTarget,
  httpTarget,
];
