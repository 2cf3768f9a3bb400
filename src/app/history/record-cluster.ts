import type { ControlPlane } from "../../domain/control-plane";
import type { EventRecorder } from "../../domain/history/event-recorder";
import { incidentEvent } from "../../domain/history/incident-event";
import { regionEvent } from "../../domain/history/region-event";

/** What is recorded of a control plane by itself. */
export type RecordedControlPlane = Pick<ControlPlane, "isRegionNamed" | "onIncident" | "onTransition">;

/**
 * Records what a control plane finds out: states of regions that change, and incidents. Of what any sender of heartbeats can make
 * up, and of single shards, less is kept.
 *
 * @returns a function that ends it.
 */
export function recordCluster(controlPlane: RecordedControlPlane, recorder: EventRecorder): () => void {
  const endings = [
    controlPlane.onTransition((transition) => {
      const isMinor = !controlPlane.isRegionNamed(transition.regionId);
      recorder.record(regionEvent(transition), { isMinor });
    }),
    controlPlane.onIncident((change) => {
      const { id, shardId } = change.incident;
      const last = recorder.latest(({ incidentId }) => incidentId === id);
      recorder.record(incidentEvent(change, last), { isMinor: shardId !== undefined });
    }),
  ];
  return () => {
    for (const end of endings) end();
  };
}
