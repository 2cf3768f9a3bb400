import type { ClusterSnapshot } from "../../domain/terms/cluster-snapshot";

/**
 * One snapshot for all families of one scrape of a foreign registry, which asks each family by itself. prom-client asks
 * all of them in the order of their registration, without waiting in between. So a scrape's asking
 * ends when the running code does, or when a family is asked that does not come after the one before: then somebody has
 * begun another scrape.
 */
export class ScrapeSnapshot {
  readonly #take: () => ClusterSnapshot;
  #current: ClusterSnapshot | undefined;
  #lastPosition = -1;

  constructor(take: () => ClusterSnapshot) {
    this.#take = take;
  }

  /** @param position of the asking family among all that share this object. */
  for(position: number): ClusterSnapshot {
    let current = position > this.#lastPosition ? this.#current : undefined;
    if (current === undefined) {
      current = this.#take();
      this.#current = current;
      queueMicrotask(() => {
        // A snapshot of a large cluster is large: not kept until the next scrape.
        if (this.#current === current) this.#current = undefined;
      });
    }
    this.#lastPosition = position;
    return current;
  }
}
