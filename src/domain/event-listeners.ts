import type { IncidentChange } from "./terms/incident";
import type { RegionTransition } from "./regions/region-transitions";

/** Errors that are kept when nobody ticks; of more only the number is. */
const MAX_PENDING = 100;

/** Told of every change of a region's state. */
export type TransitionListener = (transition: RegionTransition) => void;

/** Told of every incident that begins, becomes another cause or ends. */
export type IncidentListener = (change: IncidentChange) => void;

/** Told what a listener threw, and at which event. */
export type ListenerErrorHandler = (error: unknown, event: RegionTransition | IncidentChange) => void;

/**
 * The listeners to one kind of event. What one of them throws keeps no other from being told, and does not reach the code that
 * happened to look at the cluster: it goes to the handler for such errors or, without one, is kept for the next tick.
 */
export class EventListeners<Event extends RegionTransition | IncidentChange> {
  readonly #listeners = new Set<(event: Event) => void>();
  readonly #onError: ListenerErrorHandler | undefined;
  #pendingErrors: unknown[] = [];
  #pendingCount = 0;

  constructor(onError?: ListenerErrorHandler) {
    this.#onError = onError;
  }

  /** Returns a function that ends it. */
  add(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: Event): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (error) {
        this.#report(error, event);
      }
    }
  }

  /** @throws what listeners threw since the last call: the error itself, or an `AggregateError` of several. */
  throwPending(): void {
    const errors = this.#pendingErrors;
    const count = this.#pendingCount;
    if (count === 0) return;
    this.#pendingErrors = [];
    this.#pendingCount = 0;
    if (count === 1) throw errors[0];
    const message = `${count} calls of listeners failed; give onListenerError to hear of each`;
    throw new AggregateError(errors, message);
  }

  #report(error: unknown, event: Event): void {
    if (!this.#onError) {
      this.#keep(error);
      return;
    }
    try {
      this.#onError(error, event);
    } catch (handlerError) {
      this.#keep(handlerError);
    }
  }

  #keep(error: unknown): void {
    this.#pendingCount += 1;
    if (this.#pendingErrors.length < MAX_PENDING) this.#pendingErrors.push(error);
  }
}
