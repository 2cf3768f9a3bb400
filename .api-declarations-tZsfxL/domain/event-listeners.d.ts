import type { IncidentChange } from "./terms/incident";
import type { RegionTransition } from "./regions/region-transitions";
/** Told of every change of a region's state. */
export type TransitionListener = (transition: RegionTransition) => void;
/** Told of every incident that begins, becomes another cause or ends. */
export type IncidentListener = (change: IncidentChange) => void;
/** Told what a listener threw, and at which event. */
export type ListenerErrorHandler = (error: unknown, event: RegionTransition | IncidentChange) => void;
/**
 * Those who want to hear of one kind of event. What one of them throws keeps no other from being told, and does not reach whoever
 * happened to look at the cluster: it goes to the handler for such errors or, without one, is kept for the next tick.
 */
export declare class EventListeners<Event extends RegionTransition | IncidentChange> {
    #private;
    constructor(onError?: ListenerErrorHandler);
    /** Returns a function that ends it. */
    add(listener: (event: Event) => void): () => void;
    tell(event: Event): void;
    /** @throws what listeners threw since the last call: the error itself, or an `AggregateError` of several. */
    throwPending(): void;
}
