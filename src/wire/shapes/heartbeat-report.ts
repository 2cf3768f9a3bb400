import { z } from "zod";
import { expectation } from "../fields/expectation";
import { count } from "../fields/number-schemas";
import { text } from "../fields/text-schemas";

/** One heartbeat of a batch that was refused. */
export interface RejectedHeartbeat {
  /** Its position in the batch, from 0; in NDJSON blank lines do not count. */
  readonly index: number;
  /** The field's dotted path, "" when the heartbeat as a whole is refused. */
  readonly field: string;
  /** The field, the value, and what was expected. */
  readonly message: string;
}

/** What became of a batch of heartbeats: the body of the 202 answer. */
export interface HeartbeatReport {
  readonly accepted: number;
  /** Not later than the last one accepted from the same replica. */
  readonly stale: number;
  /** Of replicas that the topology has retired. */
  readonly retired: number;
  readonly rejected: readonly RejectedHeartbeat[];
}

const rejectedHeartbeatSchema = z
  .object(
    {
      index: count("Position in the batch, from 0; in NDJSON blank lines do not count."),
      field: text("Dotted path of the field; empty when the heartbeat as a whole is refused."),
      message: text("The field, the value, and what was expected."),
    },
    { error: expectation("an object") },
  )
  .meta({ description: "A heartbeat that was refused." });

/** The 202 answer to a batch of heartbeats. */
export const heartbeatReportSchema: z.ZodType<HeartbeatReport> = z
  .object(
    {
      accepted: count("Heartbeats that were taken in."),
      stale: count(
        "Heartbeats that were ignored: not later than the last one accepted from the same replica.",
      ),
      retired: count("Heartbeats that were ignored: of replicas that the topology has retired."),
      rejected: z
        .array(rejectedHeartbeatSchema, { error: expectation("an array of rejected heartbeats") })
        .meta({ description: "Heartbeats that were refused, each with the reason." }),
    },
    { error: expectation("an object") },
  )
  .meta({ description: "What became of a batch of heartbeats." });

/** A report as plain JSON. */
export function heartbeatReportToWire(report: HeartbeatReport): Record<string, unknown> {
  return {
    accepted: report.accepted,
    stale: report.stale,
    retired: report.retired,
    rejected: report.rejected.map(({ index, field, message }) => ({ index, field, message })),
  };
}
