import type { ActiveFault } from "../faults/fault-board";

/** A fault as plain JSON. */
export function activeFaultToWire(fault: ActiveFault): Record<string, unknown> {
  return {
    id: fault.id,
    name: fault.name,
    parameters: fault.parameters,
    started_at_ns: fault.startedAtNs,
    ...(fault.durationMs === undefined ? {} : { ends_after_ms: fault.durationMs }),
    ...(fault.outcome === undefined ? {} : { outcome: fault.outcome }),
  };
}
