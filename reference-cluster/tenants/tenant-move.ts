import { z } from "zod";

/** What becomes of a tenant that moves, in tidalDB's words and in this order. Until the switch it can be given up. */
export const MOVE_STATES = ["Idle", "PreparingTarget", "DualWrite", "Finalizing", "Complete"] as const;

export type MoveState = (typeof MOVE_STATES)[number];

/** A tenant's move as it lies on disk, enough to go on with it after a crash. */
export const tenantMoveSchema = z.object({
  id: z.string(),
  tenantId: z.coerce.bigint(),
  /** The shards that it moves from and to. */
  from: z.number(),
  to: z.number(),
  state: z.enum(MOVE_STATES),
  /** Nanoseconds since the epoch: when it came to this state, and when it began. */
  sinceNs: z.coerce.bigint(),
  startedNs: z.coerce.bigint(),
  /** What the target is known to have. */
  lastShippedSeqno: z.coerce.bigint(),
  /** What the source had when writes began to go to both; undefined before. */
  cutoverSeqno: z.coerce.bigint().optional(),
  /** When the target became the one that counts; undefined before. */
  switchedAtNs: z.coerce.bigint().optional(),
  /** Milliseconds for which writes go to both at least, after which it has taken too long, and of the lease. */
  dualMs: z.number(),
  limitMs: z.number(),
  leaseMs: z.number(),
});

export type TenantMove = z.output<typeof tenantMoveSchema>;

/** Whether the target is the one that counts: it is from the switch on, which is one write to disk. */
export function isSwitched({ state }: TenantMove): boolean {
  return state === "Finalizing" || state === "Complete";
}
