import type { ShardAssignment } from "./topology";

/**
 * Assignments in two columns: tens of thousands of small objects that live as long as a configuration keep the garbage
 * collector busy while everything else waits, and take long to reach another thread.
 */
export class Assignments implements Iterable<ShardAssignment> {
  readonly shardIds: Uint16Array<ArrayBuffer>;
  readonly regionIds: Uint16Array<ArrayBuffer>;

  /** @param regionIds - of as many shards, in the same order. */
  constructor(shardIds: Uint16Array<ArrayBuffer>, regionIds: Uint16Array<ArrayBuffer>) {
    this.shardIds = shardIds;
    this.regionIds = regionIds;
  }

  /** @param list - ids of 16 bits. */
  static of(list: readonly ShardAssignment[]): Assignments {
    return new Assignments(
      Uint16Array.from(list, ({ shardId }) => shardId),
      Uint16Array.from(list, ({ regionId }) => regionId),
    );
  }

  get length(): number {
    return this.shardIds.length;
  }

  *[Symbol.iterator](): Generator<ShardAssignment, void> {
    for (const [place, shardId] of this.shardIds.entries())
      yield { shardId, regionId: this.regionIds[place]! };
  }
}
