import { z } from "zod";
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
/** The 202 answer to a batch of heartbeats. */
export declare const heartbeatReportSchema: z.ZodType<HeartbeatReport>;
/** A report as plain JSON. */
export declare function heartbeatReportToWire(report: HeartbeatReport): Record<string, unknown>;
