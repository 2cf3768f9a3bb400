import type { FieldSet } from "../world/shape";
import type { World } from "../world/world";

/** What a fault does to the world, and what a person has to be told of it. */
export interface Cause {
  /** Regions that a page may name: those that are broken, both ends of a link. Empty: it is about the cluster or an exporter. */
  readonly subjects: readonly number[];
  /** Whether a page that names no region can be right. */
  readonly mayNameNone: boolean;
  /** Whether no heartbeat tells of it because of whom it hits. */
  readonly isUntold?: boolean;
  /** Whether it does no harm until a follower is late, because of whom it hits; as its kind says unless given. */
  readonly isAboutLag?: boolean;
  /** Whether heartbeats tell of it only from when a follower is late, though it does harm before that. */
  readonly isToldByLag?: boolean;
  /** When heartbeats have told enough of it, where that is later than its begin; it counts as lasting from then on. */
  readonly toldFromMs?: number | undefined;
  readonly begin: () => void;
  readonly end: () => void;
}

/** One kind of root cause. */
export interface FaultKind {
  readonly name: string;
  /** Faults of this kind in a thousand cluster-days, and why as many. */
  readonly perThousandDays: number;
  readonly why: string;
  /** Whether somebody has to be woken when it lasts. */
  readonly isPaged: boolean;
  /** Whether it does no harm until a follower is late: it lasts from then on. */
  readonly isAboutLag?: boolean;
  /** Sets of fields with which no heartbeat tells of it. */
  readonly isUntoldBy?: readonly FieldSet[];
  /** Shortest and longest time that it lasts, in seconds, when it is no short one. */
  readonly lastsS: readonly [number, number];
  /** Exporters that watch: 1 unless said. */
  readonly exporters?: number;
  /** Whether it comes in a short form too, which heals by itself within a minute. */
  readonly hasShortForm: boolean;
  /** Picks whom it hits. */
  readonly draw: (world: World, durationMs: number) => Cause;
}
