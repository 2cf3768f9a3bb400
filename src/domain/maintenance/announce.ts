import type { FieldProblem } from "../terms/field-problem";
import { maintenanceState, maintenanceWindowProblem } from "../terms/maintenance-window";
import type { MaintenanceWindow } from "../terms/maintenance-window";
import { NS_PER_MS } from "../terms/units";

/** What is asked for when work is announced, or when its lease is renewed by the same words. */
export interface MaintenanceRequest extends Pick<
  MaintenanceWindow,
  "id" | "by" | "reason" | "regionId" | "shardId"
> {
  /** When it is to end, in nanoseconds since the epoch. At most one of the two is there. */
  readonly untilNs?: bigint;
  /** How long it is to last from its first announcement on, in milliseconds. */
  readonly durationMs?: number;
  /** How long it holds unless it is renewed, in milliseconds. */
  readonly leaseMs?: number;
}

/** What becomes of a request: a window, something that is wrong with it, or a window whose time is over. */
export type AnnouncedWindow =
  | { readonly kind: "window"; readonly window: MaintenanceWindow }
  | { readonly kind: "invalid" | "too_long"; readonly problem: FieldProblem }
  | { readonly kind: "spent"; readonly message: string };

/** A lease that ends before the next renewal can arrive announces nothing. Milliseconds. */
const SHORTEST_LEASE_MS = 10_000;

/**
 * The window that a request makes at a moment of our wall clock. The same request again renews its lease and changes nothing else: it
 * began when it was announced first, and no renewal moves its end beyond the longest time from then on.
 *
 * @param known - the window that has the id now.
 * @param longestMs - the most that a window may last.
 */
export function announcedWindow(
  request: MaintenanceRequest,
  known: MaintenanceWindow | undefined,
  nowNs: bigint,
  longestMs: number,
): AnnouncedWindow {
  const before = known && isSameSubject(known, request) ? known : undefined;
  const startedNs = before?.startedNs ?? nowNs;
  const longestUntilNs = startedNs + ms(longestMs);
  const untilNs = untilOf(request, startedNs, longestUntilNs);
  if (untilNs === undefined) {
    return invalid("duration_ms", "expected duration_ms or until_ns, or a lease to renew, got none of them");
  }
  const lease = leaseProblem(request.leaseMs, longestMs);
  if (lease !== undefined) return invalid("lease", lease);
  const window: MaintenanceWindow = {
    ...described(request),
    startedNs,
    untilNs,
    ...(request.leaseMs !== undefined && { leaseUntilNs: nowNs + ms(request.leaseMs) }),
  };
  const problem = maintenanceWindowProblem(window);
  if (problem) return { kind: "invalid", problem };
  if (untilNs > longestUntilNs) {
    const field = request.untilNs === undefined ? "duration_ms" : "until_ns";
    const message = `${field}: expected ${longestMs / 1000} s after its first announcement at most, which max_maintenance_time says, got ${seconds(untilNs - startedNs)} s`;
    return { kind: "too_long", problem: { field, message } };
  }
  if (maintenanceState(window, nowNs) !== "lapsed") return { kind: "window", window };
  if (before === undefined) return invalid("until_ns", "expected a time that is not over");
  const message = `${window.id} was announced ${seconds(nowNs - startedNs)} s ago and its time is over; end it, then announce what is left of the work`;
  return { kind: "spent", message };
}

/** Whether two are about the same, and say the same of it; their times aside. */
export function isSameWork(
  a: Omit<MaintenanceRequest, "untilNs">,
  b: Omit<MaintenanceRequest, "untilNs">,
): boolean {
  return a.id === b.id && a.by === b.by && a.reason === b.reason && isSameSubject(a, b);
}

function isSameSubject(
  a: Pick<MaintenanceRequest, "regionId" | "shardId">,
  b: Pick<MaintenanceRequest, "regionId" | "shardId">,
): boolean {
  return a.regionId === b.regionId && a.shardId === b.shardId;
}

function described({ id, by, reason, regionId, shardId }: MaintenanceRequest) {
  return {
    id,
    ...(regionId !== undefined && { regionId }),
    ...(shardId !== undefined && { shardId }),
    by,
    reason,
  };
}

function untilOf(
  { untilNs, durationMs, leaseMs }: MaintenanceRequest,
  startedNs: bigint,
  longestUntilNs: bigint,
): bigint | undefined {
  if (untilNs !== undefined) return untilNs;
  if (durationMs !== undefined) return startedNs + ms(durationMs);
  return leaseMs === undefined ? undefined : longestUntilNs;
}

function leaseProblem(leaseMs: number | undefined, longestMs: number): string | undefined {
  if (leaseMs === undefined || (leaseMs >= SHORTEST_LEASE_MS && leaseMs <= longestMs)) return undefined;
  return `expected ${SHORTEST_LEASE_MS / 1000} s to ${longestMs / 1000} s, got ${leaseMs / 1000} s`;
}

function invalid(field: string, message: string): AnnouncedWindow {
  return { kind: "invalid", problem: { field, message: `${field}: ${message}` } };
}

function ms(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds)) * NS_PER_MS;
}

function seconds(ns: bigint): string {
  return String(ns / 1_000_000_000n);
}
