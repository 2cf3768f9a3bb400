import { z } from "zod";
import type { Reason } from "../../domain/terms/cluster-health";
import { SOURCE_TROUBLES } from "../../domain/terms/source";
import { expectation } from "../fields/expectation";
import { f64, f64ToWire, u16 } from "../fields/number-schemas";
import { optionalField } from "../fields/optional-field";
import { presentFields } from "../fields/present-fields";
import { oneOf } from "../fields/text-schemas";

const RULES = [
  "no_heartbeat",
  "never_heard",
  "not_heard_yet",
  "replication_lag",
  ...SOURCE_TROUBLES,
] as const;

const reasonFields = {
  rule: oneOf(RULES, "The rule that holds."),
  shard: u16("The shard whose replica in this region gave the evidence."),
  follower: optionalField(u16("The region that lags; only with the rule replication_lag.")),
  observed: f64("Seconds of silence, of waiting, or of lag."),
  threshold: f64("Seconds; the rule holds while observed is more than this."),
  evidence_age_ms: f64(
    "Milliseconds since the replica's last fresh heartbeat, or since it became expected if there was none.",
  ),
};

/** One piece of evidence for a region's state. */
export const reasonSchema: z.ZodType<Reason> = z
  .object(reasonFields, { error: expectation("an object") })
  .transform((wire): Reason => ({
    rule: wire.rule,
    shardId: wire.shard,
    ...presentFields({ follower: wire.follower }),
    observed: wire.observed,
    threshold: wire.threshold,
    evidenceAgeMs: wire.evidence_age_ms,
  }))
  .meta({
    description:
      "Why a region is in its state: which replica, by which rule, what was seen and where the limit is.",
  });

/** A reason as plain JSON. */
export function reasonToWire(reason: Reason): Record<string, unknown> {
  return {
    rule: reason.rule,
    shard: reason.shardId,
    ...presentFields({ follower: reason.follower }),
    observed: f64ToWire(reason.observed, "observed"),
    threshold: f64ToWire(reason.threshold, "threshold"),
    evidence_age_ms: f64ToWire(reason.evidenceAgeMs, "evidence_age_ms"),
  };
}
