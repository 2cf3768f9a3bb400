import { summarize } from "../measuring/statistics";
import type { CheckResult } from "../processes/checker-process";
import type { EventLoopDelay } from "../processes/event-loop-watch";
import type { PacedResult } from "../processes/load";
import type { ClusterChanges } from "./cluster-changes";

/** A heartbeat that waits longer would begin to look like silence. */
export const LATE_AFTER_MS = 1_000;

const EVENT_LOOP_P999_MS = 10;

/** Memory may end this much above what it was in the second third: the heap breathes. */
const MEMORY_GROWTH = 1.15;

/** Heartbeats by what became of them. */
interface HeartbeatCounts {
  readonly accepted: number;
  readonly stale: number;
  readonly retired: number;
  readonly rejected: number;
}

/** Everything that was seen under fire. */
export interface FireRecord {
  readonly paced: PacedResult;
  readonly changes: ClusterChanges;
  readonly checked: CheckResult;
  readonly delay: EventLoopDelay;
  /** The exporter's own counts before the first and after the last heartbeat. */
  readonly before: HeartbeatCounts;
  readonly after: HeartbeatCounts;
  /** Resident bytes of the exporter, at equal distances in time; at least three. */
  readonly resident: readonly number[];
  readonly peakBytes: number;
}

/** One thing that has to be so, and what was found. */
export interface Check {
  readonly what: string;
  readonly holds: boolean;
  readonly found: string;
}

/** What has to hold under fire, each with what was found. */
export function judgeFire(fire: FireRecord): readonly Check[] {
  const { paced, changes, checked, delay } = fire;
  return [
    {
      what: "every scrape is complete and agrees with itself",
      holds: checked.problems.length === 0 && checked.wholeChecks > 0,
      found:
        `${checked.scrapes} scrapes, ${megabytes(checked.bytes)}, ${checked.wholeChecks} looked through whole, ` +
        `slowest ${checked.slowestMs.toFixed(0)} ms${listed(checked.problems)}`,
    },
    {
      what: "shards are moved and retired through the API",
      holds: changes.problems.length === 0 && changes.moved > 0 && changes.retired > 0,
      found: `${changes.moved} moved, ${changes.retired} retired${listed(changes.problems)}`,
    },
    heartbeatCheck(fire),
    {
      what: `every heartbeat is answered within ${LATE_AFTER_MS} ms of its time`,
      holds: paced.lateRequests === 0,
      found: `${paced.lateRequests} requests late, longest ${paced.worstMs.toFixed(0)} ms`,
    },
    {
      what: `event loop delay, 99.9th percentile, at most ${EVENT_LOOP_P999_MS} ms`,
      holds: delay.p999Ms <= EVENT_LOOP_P999_MS,
      found: `${delay.p999Ms.toFixed(1)} ms, longest ${delay.maxMs.toFixed(0)} ms`,
    },
    memoryCheck(fire),
  ];
}

/** Those of a replica that was moved away or retired count as retired, all others have to be accepted. */
function heartbeatCheck({ paced, changes, before, after }: FireRecord): Check {
  const sent = paced.heartbeats + changes.heartbeats;
  const accepted = after.accepted - before.accepted;
  const retired = after.retired - before.retired;
  const rejected = after.rejected - before.rejected;
  const stale = after.stale - before.stale;
  return {
    what: "no heartbeat is lost, refused or taken for stale",
    holds: sent === accepted + retired && rejected === 0 && stale === 0,
    found: `${sent} sent, ${accepted} accepted, ${retired} of retired replicas, ${rejected} rejected, ${stale} stale`,
  };
}

function memoryCheck({ resident, peakBytes }: FireRecord): Check {
  const third = Math.floor(resident.length / 3);
  const middle = summarize(resident.slice(third, 2 * third)).median;
  const late = summarize(resident.slice(-third)).median;
  return {
    what: "memory is flat after the first third",
    holds: late <= middle * MEMORY_GROWTH,
    found: `${megabytes(middle)}, at the end ${megabytes(late)}, peak ${megabytes(peakBytes)}`,
  };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function listed(problems: readonly string[]): string {
  return problems.map((problem) => `\n          ${problem}`).join("");
}
