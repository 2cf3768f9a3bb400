import type { Attack, AttackOptions } from "./attack";
import { startIdleConnections } from "./idle-connections";
import { startMadeUpRegions } from "./made-up-regions";
import { startPasswordFlood } from "./password-flood";
import { startPlaceTakers } from "./place-takers";
import { startRejectedFlood } from "./rejected-flood";
import { startSlowReaders } from "./slow-readers";
import { startSlowBodies, startSlowHeads } from "./slow-senders";

/** Every attack, by its name. */
export const ATTACKS = {
  "idle-connections": startIdleConnections,
  "made-up-regions": startMadeUpRegions,
  "password-flood": startPasswordFlood,
  "place-takers": startPlaceTakers,
  "rejected-flood": startRejectedFlood,
  "slow-bodies": startSlowBodies,
  "slow-heads": startSlowHeads,
  "slow-readers": startSlowReaders,
} as const satisfies Readonly<Record<string, (options: AttackOptions) => Attack>>;

export type AttackName = keyof typeof ATTACKS;
