import type { RegionTransition } from "./region-transitions";

/** Errors that are kept when nobody ticks; of more only the number is. */
const MAX_PENDING = 100;

/** Told of every change of a region's state. */
export type TransitionListener = (transition: RegionTransition) => void;

/** Told what a listener threw, and at which transition. */
export type ListenerErrorHandler = (error: unknown, transition: RegionTransition) => void;

/**
 * Those who want to hear of transitions. What one of them throws keeps no other from being told, and does not reach whoever
 * happened to look at the cluster: it goes to the handler for such errors or, without one, is kept for the next tick.
 */
export class TransitionListeners {
  readonly #listeners = new Set<TransitionListener>();
  readonly #onError: ListenerErrorHandler | undefined;
  #pendingErrors: unknown[] = [];
  #pendingCount = 0;

  constructor(onError?: ListenerErrorHandler) {
    this.#onError = onError;
  }

  /** Returns a function that ends it. */
  add(listener: TransitionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(transition: RegionTransition): void {
    for (const listener of this.#listeners) {
      try {
        listener(transition);
      } catch (error) {
        this.#report(error, transition);
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
    const message = `${count} calls of transition listeners failed; give onListenerError to hear of each`;
    throw new AggregateError(errors, message);
  }

  #report(error: unknown, transition: RegionTransition): void {
    if (!this.#onError) {
      this.#keep(error);
      return;
    }
    try {
      this.#onError(error, transition);
    } catch (handlerError) {
      this.#keep(handlerError);
    }
  }

  #keep(error: unknown): void {
    this.#pendingCount += 1;
    if (this.#pendingErrors.length < MAX_PENDING) this.#pendingErrors.push(error);
  }
}
