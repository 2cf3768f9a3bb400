import type { IncidentListener, ListenerErrorHandler, TransitionListener } from "./event-listeners";
import type { Look } from "./incidents/incidents";
import type { IncidentsFound } from "./incidents/incidents-found";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import { RegionTransitions } from "./regions/region-transitions";
import type { RegionTransition } from "./regions/region-transitions";
/** What is looked at, by which settings. */
export type WatchedMoment = Omit<Look, "thresholds"> & {
    readonly settings: ControlPlaneSettings;
};
/** Finds out the states of replicas and regions and what is broken, and tells listeners what changed. */
export declare class ChangeWatch {
    #private;
    readonly transitions: RegionTransitions;
    constructor(onListenerError: ListenerErrorHandler | undefined);
    /** As of the last look. */
    get incidents(): IncidentsFound;
    /** Calls `listener` for every change of a region's state. Returns a function that ends it. */
    onTransition(listener: TransitionListener): () => void;
    /** Calls `listener` for every incident that begins, becomes another cause or ends. Returns a function that ends it. */
    onIncident(listener: IncidentListener): () => void;
    /** @throws what a listener threw since the last call, unless the handler is told instead. */
    throwPending(): void;
    /**
     * Takes a look, and returns the transitions that it found.
     *
     * @param isInBetween - whether half a change of the topology is made: only states of replicas are found out then, because a
     *   region of which half is replaced is in no state that means anything.
     */
    look(moment: WatchedMoment, isInBetween: boolean): readonly RegionTransition[];
}
