import type { RegionId } from "#exporter/domain/terms/ids";
import type { HeartbeatContent } from "../heartbeats/heartbeat-content";
import { ScopedHolds } from "./scoped-holds";

/** Everything that can be wrong in the cluster, apart from its links and from who leads what. */
export class Conditions {
  /** Replicas that do not run. */
  readonly down: ScopedHolds<true>;
  /** Followers that receive, but do not apply. */
  readonly stalled: ScopedHolds<true>;
  /** Leaders that ship nothing. */
  readonly shipperStopped: ScopedHolds<true>;
  /** Regions that take writes of shards whose leader, in the region given, they cannot reach. */
  readonly writesApartFrom: ScopedHolds<RegionId>;
  /** Followers that say they lead. */
  readonly claimsLead: ScopedHolds<true>;
  /** Leaders that report their followers' lag as a time too. */
  readonly reportsLagTime: ScopedHolds<true>;
  /** Milliseconds that a replica's clock is ahead of the machine's, signed; several add up. */
  readonly clockOffsetMs: ScopedHolds<number>;
  /** The part of a region's heartbeats that gets lost, 0 to 1. */
  readonly heartbeatLoss: ScopedHolds<number>;
  /** Milliseconds: regions that send each heartbeat again when it is about that old. */
  readonly heartbeatReplayMs: ScopedHolds<number>;
  /** What a region's heartbeats say instead of what the settings ask for; the newest counts. */
  readonly heartbeatContent: ScopedHolds<HeartbeatContent>;

  /** @param onChange called after every change. */
  constructor(onChange: () => void) {
    this.down = new ScopedHolds(onChange);
    this.stalled = new ScopedHolds(onChange);
    this.shipperStopped = new ScopedHolds(onChange);
    this.writesApartFrom = new ScopedHolds(onChange);
    this.claimsLead = new ScopedHolds(onChange);
    this.reportsLagTime = new ScopedHolds(onChange);
    this.clockOffsetMs = new ScopedHolds(onChange);
    this.heartbeatLoss = new ScopedHolds(onChange);
    this.heartbeatReplayMs = new ScopedHolds(onChange);
    this.heartbeatContent = new ScopedHolds(onChange);
  }
}
