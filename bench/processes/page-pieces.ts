import { join } from "node:path";
import { performance } from "node:perf_hooks";

import type * as TakeSteps from "../../src/concurrency/take-steps";
import type * as ColumnRoomModule from "../../src/domain/columns/column-room";
import type * as TakeAllSteps from "../../src/domain/columns/take-all-steps";
import type { ControlPlane } from "../../src/domain/control-plane";
import type * as LookPaceModule from "../../src/http/status-page/live/look-pace";
import type * as GatherReasons from "../../src/http/status-page/page/gather-reasons";
import type * as ReplicaChoiceModule from "../../src/http/status-page/page/replica-choice";
import type * as ReplicaSection from "../../src/http/status-page/page/replica-section";
import type * as StatusParts from "../../src/http/status-page/page/status-parts";

/** How long a piece of the work for open pages takes: each is a turn of the event loop. Of what takes several, the longest. */
export interface PagePiece {
  readonly name: string;
  /** The shortest of all times in milliseconds: whatever else the machine does only makes a piece longer. */
  readonly bestMs: number;
}

/**
 * Makes all that open pages are sent, so many times, a piece at a time as the exporter does it.
 *
 * @param exporterFolder - of the compiled exporter that the control plane is of.
 * @param refresh - is called before each time; everything is new after it.
 */
export async function pagePieces(
  exporterFolder: string,
  controlPlane: ControlPlane,
  times: number,
  refresh: (time: number) => void,
): Promise<readonly PagePiece[]> {
  const { ColumnRoom } = (await import(
    join(exporterFolder, "domain", "columns", "column-room.js")
  )) as typeof ColumnRoomModule;
  const { takeAllSteps } = (await import(
    join(exporterFolder, "domain", "columns", "take-all-steps.js")
  )) as typeof TakeAllSteps;
  const { stepsOfTurn } = (await import(
    join(exporterFolder, "concurrency", "take-steps.js")
  )) as typeof TakeSteps;
  const { TURN_MS } = (await import(
    join(exporterFolder, "http", "status-page", "live", "look-pace.js")
  )) as typeof LookPaceModule;
  const page = join(exporterFolder, "http", "status-page", "page");
  const { gatherReasons } = (await import(join(page, "gather-reasons.js"))) as typeof GatherReasons;
  const { USUAL_CHOICE } = (await import(join(page, "replica-choice.js"))) as typeof ReplicaChoiceModule;
  const { replicaSection } = (await import(join(page, "replica-section.js"))) as typeof ReplicaSection;
  const { STATUS_PARTS, statusPart } = (await import(join(page, "status-parts.js"))) as typeof StatusParts;
  const best = new Map<string, number>();
  const note = (name: string, tookMs: number): void => {
    best.set(name, Math.min(best.get(name) ?? Infinity, tookMs));
  };
  const timed = <T>(name: string, work: () => T): T => {
    const beganMs = performance.now();
    const made = work();
    note(name, performance.now() - beganMs);
    return made;
  };
  const inTurns = (name: string, steps: Iterator<undefined, unknown>): void => {
    for (let longestMs = 0; ;) {
      const beganMs = performance.now();
      const step = stepsOfTurn(steps, TURN_MS, () => performance.now());
      longestMs = Math.max(longestMs, performance.now() - beganMs);
      if (step.done === true) {
        note(name, longestMs);
        return;
      }
    }
  };
  const room = new ColumnRoom();
  for (let time = 0; time < times; time += 1) {
    refresh(time);
    const copying = controlPlane.snapshotInSteps(room);
    timed("totals", () => copying.next());
    const snapshot = timed("copy of the replicas", () => takeAllSteps(copying));
    timed("reasons", () => {
      gatherReasons(snapshot);
    });
    const moment = { snapshot, notReady: [], degradedLagSeconds: 5, uptimeSeconds: 3_600 };
    for (const part of STATUS_PARTS) inTurns(part, statusPart(part, moment));
    for (const sortBy of ["state", "heartbeat", "entities", "lag"] as const)
      inTurns(`replicas by ${sortBy}`, replicaSection(snapshot, { ...USUAL_CHOICE, sortBy }));
  }
  return [...best].map(([name, bestMs]) => ({ name, bestMs }));
}
