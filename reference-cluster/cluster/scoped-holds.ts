import type { RegionId, ReplicaId, ShardId } from "#exporter/domain/terms/ids";

/** What a condition applies to; whatever is not named is meant with all its values. */
export interface Scope {
  readonly regionId?: RegionId | undefined;
  readonly shardId?: ShardId | undefined;
}

/** Ends a condition. Calling it again does nothing. */
export type Release = () => void;

/** Conditions that several faults may put on the same thing at once: each ends on its own, the last one ends them all. */
export class ScopedHolds<T> {
  readonly #holds = new Set<{ readonly scope: Scope; readonly value: T }>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  hold(scope: Scope, value: T): Release {
    const entry = { scope, value };
    this.#holds.add(entry);
    this.#onChange();
    return () => {
      if (this.#holds.delete(entry)) this.#onChange();
    };
  }

  /** The values of all conditions on a replica, the oldest first. */
  on({ shardId, regionId }: ReplicaId): T[] {
    return [...this.#holds]
      .filter(
        ({ scope }) => (scope.regionId ?? regionId) === regionId && (scope.shardId ?? shardId) === shardId,
      )
      .map(({ value }) => value);
  }

  holds(replica: ReplicaId): boolean {
    return this.on(replica).length > 0;
  }

  /** The values of the conditions on a region as a whole; those on single shards do not count. */
  onRegion(regionId: RegionId): T[] {
    return [...this.#holds]
      .filter(({ scope }) => (scope.regionId ?? regionId) === regionId && scope.shardId === undefined)
      .map(({ value }) => value);
  }
}
