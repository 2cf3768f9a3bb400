import type { RegionId } from "#exporter/domain/terms/ids";
import { HybridLogicalClock } from "../crdt/hybrid-logical-clock";
import type { ClusterLayout } from "../layout";
import type { Transport } from "../replication/transport";
import type { Cancel, Scheduler } from "../scheduler";
import { SessionBridge } from "../sessions/session-bridge";
import type { SessionMessage } from "../sessions/session-event";
import type { Conditions } from "./conditions";
import { offsetClockNs } from "./replica";

const POLL_MS = 500;

/** The session bridges of all regions. A region that is killed does nothing, and goes on with what it had when it is back. */
export class SessionService {
  readonly #layout: ClusterLayout;
  readonly #conditions: Conditions;
  readonly #scheduler: Scheduler;
  readonly #transport: Transport<SessionMessage>;
  readonly #bridges: ReadonlyMap<RegionId, SessionBridge>;
  #cancels: Cancel[] = [];

  constructor(
    layout: ClusterLayout,
    conditions: Conditions,
    scheduler: Scheduler,
    transport: Transport<SessionMessage>,
  ) {
    this.#layout = layout;
    this.#conditions = conditions;
    this.#scheduler = scheduler;
    this.#transport = transport;
    this.#bridges = new Map(layout.regions.map(({ regionId }) => [regionId, this.#bridge(regionId)]));
  }

  /** The bridge of a region; undefined while the region is down. */
  running(regionId: RegionId): SessionBridge | undefined {
    return this.#conditions.down.onRegion(regionId).length > 0 ? undefined : this.#bridges.get(regionId);
  }

  /** Whether a region knows that an item, given in two halves, is hidden from a user; false while the region is down. */
  isHidden(regionId: RegionId, userId: number, upper: number, lower: number): boolean {
    const negatives = this.running(regionId)?.negatives;
    if (negatives === undefined || negatives.size === 0) return false;
    const itemId = (BigInt(upper) << 32n) | BigInt(lower);
    return negatives.isHidden({ userId: BigInt(userId), itemId });
  }

  start(): void {
    for (const { regionId } of this.#layout.regions) {
      this.#cancels.push(
        this.#transport.listen(regionId, (message, from) => this.running(regionId)?.receive(message, from)),
      );
    }
    this.#cancels.push(
      this.#scheduler.every(POLL_MS, () => {
        for (const { regionId } of this.#layout.regions) this.running(regionId)?.poll();
      }),
    );
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  #bridge(regionId: RegionId): SessionBridge {
    const regions = this.#layout.regions.map((region) => region.regionId);
    const wallNs = (): bigint =>
      offsetClockNs(this.#scheduler.wallNs(), this.#conditions.clockOffsetMs.onRegion(regionId));
    return new SessionBridge({
      regionId,
      peers: regions.filter((peer) => peer !== regionId),
      clock: new HybridLogicalClock(regionId, wallNs),
      transport: this.#transport,
      nowMs: () => this.#scheduler.monotonicMs(),
    });
  }
}
