import type { FieldProblem } from "./field-problem";
import { isU16, isU64, U16_EXPECTED, U64_EXPECTED } from "./ids";
import type { RegionId, ShardId } from "./ids";

/** What work is planned on: a region, a shard wherever it has replicas, or with both one replica. At least one is there. */
export interface MaintenanceSubject {
  readonly regionId?: RegionId;
  readonly shardId?: ShardId;
}

/** Planned work: what it covers, who does it, why, and until when. */
export interface MaintenanceWindow extends MaintenanceSubject {
  /** Chosen by whoever announces it: 1 to 64 letters, digits, dots, dashes and underscores. */
  readonly id: string;
  /** Who does it. */
  readonly by: string;
  /** Why. */
  readonly reason: string;
  /** Nanoseconds since the epoch: when it was announced first. */
  readonly startedNs: bigint;
  /** Nanoseconds since the epoch: when it ends, however often its lease is renewed. */
  readonly untilNs: bigint;
  /** Nanoseconds since the epoch: when it lapses unless it is renewed. Without it: at its end. */
  readonly leaseUntilNs?: bigint;
}

/** Where a window stands: not begun by our clock, in force, or over. */
export type MaintenanceState = "pending" | "active" | "lapsed";

/** The longest texts, in UTF-16 units. */
export const MAX_MAINTENANCE_BY = 100;
export const MAX_MAINTENANCE_REASON = 300;

/** What an id may be. */
export const MAINTENANCE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
export const MAINTENANCE_ID_EXPECTED =
  "1 to 64 letters, digits, dots, dashes and underscores, with a letter or digit first";

/** Control planes that share a store do not share a clock: a window of one whose clock is ahead by less has begun. */
const CLOCKS_APART_NS = 60_000_000_000n;

/** Characters that would make one line several, or show it in another order than it is written. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** When a window ends as things stand: at its end, or before that with its lease. Nanoseconds since the epoch. */
export function maintenanceEndNs({
  untilNs,
  leaseUntilNs = untilNs,
}: Pick<MaintenanceWindow, "untilNs" | "leaseUntilNs">): bigint {
  return leaseUntilNs < untilNs ? leaseUntilNs : untilNs;
}

/**
 * Where a window stands at a moment of our wall clock. One that begins more than a minute from now was announced by a clock that is
 * wrong, and is not believed: what it covers pages.
 */
export function maintenanceState(window: MaintenanceWindow, nowNs: bigint): MaintenanceState {
  if (nowNs >= maintenanceEndNs(window)) return "lapsed";
  return window.startedNs > nowNs + CLOCKS_APART_NS ? "pending" : "active";
}

/** The first field that a window cannot have, or undefined. Fields are spelled as on the wire. */
export function maintenanceWindowProblem(window: MaintenanceWindow): FieldProblem | undefined {
  const { id, by, reason, regionId, shardId, startedNs, untilNs, leaseUntilNs } = window;
  if (!MAINTENANCE_ID.test(id)) return expected("id", MAINTENANCE_ID_EXPECTED, id);
  if (regionId === undefined && shardId === undefined) {
    return {
      field: "region_id",
      message: "region_id: expected a region_id, a shard_id or both, got neither",
    };
  }
  for (const [field, value] of Object.entries({ region_id: regionId, shard_id: shardId })) {
    if (value !== undefined && !isU16(value)) return expected(field, U16_EXPECTED, value);
  }
  for (const [field, value] of Object.entries({
    started_ns: startedNs,
    until_ns: untilNs,
    lease_until_ns: leaseUntilNs,
  })) {
    if (value !== undefined && !isU64(value)) return expected(field, U64_EXPECTED, value);
  }
  return textProblem("by", by, MAX_MAINTENANCE_BY) ?? textProblem("reason", reason, MAX_MAINTENANCE_REASON);
}

/** Whether a text can say who or why: one line that is not empty and not too long. */
export function isMaintenanceText(value: string, most: number): boolean {
  return value.trim() !== "" && value.length <= most && !UNPRINTABLE.test(value);
}

function textProblem(field: string, value: string, most: number): FieldProblem | undefined {
  if (isMaintenanceText(value, most)) return undefined;
  return expected(field, `one line of 1 to ${most} characters`, value);
}

function expected(field: string, what: string, got: unknown): FieldProblem {
  const shown = typeof got === "string" ? JSON.stringify(got.slice(0, 100)) : String(got);
  return { field, message: `${field}: expected ${what}, got ${shown}` };
}
