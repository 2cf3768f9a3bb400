import { isLagging, OFFLINE } from "../../terms/replica-health";
import type { HealthThresholds } from "../../terms/replica-health";
import { isAnyFollowerHeard } from "./is-any-follower-heard";
import { isWriting } from "../lag/is-writing";
import type { ReplicaTable } from "../../replicas/replica-table";
import { ShardSet } from "../terms/shard-set";

/** Nobody says anything for it: it is silent. */
const NOT = 0;
/** Its leader knows it level, and has written nothing by which that could be seen. */
const PERHAPS = 1;
/** It gets what its leader writes. */
const GETS = 2;
/** Beside one of those: who speaks for it says that it leads. */
const BY_A_LEADER = 4;

/**
 * In a cluster of which only leaders send heartbeats, a leader that is replaced says nothing any more, and is a follower: what
 * is known of it is what its leader says. Silent replicas that live leaders speak for, which in other clusters are none.
 */
export class SpokenFor {
  #words: Uint8Array | undefined;

  constructor(table: ReplicaTable, thresholds: HealthThresholds) {
    const { slots, states, stateCounts, shardIds } = table;
    if (stateCounts[OFFLINE] === 0 || isAnyFollowerHeard(table)) return;
    const silent = new ShardSet();
    for (let slot = 0; slot < slots.slotCount; slot += 1) {
      if (slots.isTaken(slot) && states[slot] === OFFLINE) silent.add(shardIds[slot]!);
    }
    for (let slot = 0; slot < slots.slotCount; slot += 1) {
      const mayName = slots.isTaken(slot) && states[slot] !== OFFLINE && silent.has(shardIds[slot]!);
      if (mayName) this.#hear(table, slot, thresholds);
    }
  }

  /** Whether its leader gets through to the silent replica in a slot. */
  gets(slot: number): boolean {
    return this.#words !== undefined && (this.#words[slot]! & GETS) !== 0;
  }

  /** Whether its leader says nothing against the silent replica in a slot. */
  isExcused(slot: number): boolean {
    return this.#words !== undefined && this.#words[slot] !== NOT;
  }

  /** Whether the silent replica in a slot follows now, by the word of who leads, so that its silence is as it should be. */
  get isFollower(): ((slot: number) => boolean) | undefined {
    const words = this.#words;
    return words && ((slot) => (words[slot]! & BY_A_LEADER) !== 0);
  }

  #hear(table: ReplicaTable, slot: number, thresholds: HealthThresholds): void {
    const { slots, states, shardIds, followers, reports } = table;
    const shardId = shardIds[slot]!;
    const writes = isWriting(table, slot, thresholds);
    const speaker = reports.isLeader(slot) ? BY_A_LEADER : 0;
    for (let row = followers.starts[slot]!; row < followers.endOf(slot); row += 1) {
      const follower = table.slotOf({ shardId, regionId: followers.followerIds[row]! });
      if (follower < 0 || states[follower] !== OFFLINE) continue;
      const seconds = followers.lagSeconds[row]!;
      this.#words ??= new Uint8Array(slots.slotCount);
      if (isLagging(seconds, thresholds)) this.#words[follower] = NOT;
      else this.#words[follower] = speaker | (writes || seconds > 0 ? GETS : PERHAPS);
    }
  }
}
