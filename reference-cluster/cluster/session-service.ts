import { join } from "node:path";
import type { RegionId } from "#exporter/domain/terms/ids";
import { NS_PER_MS } from "#exporter/domain/terms/units";
import { HybridLogicalClock } from "../crdt/hybrid-logical-clock";
import type { ClusterLayout } from "../layout";
import type { Transport } from "../replication/transport";
import type { Cancel, Scheduler } from "../scheduler";
import { SessionBridge } from "../sessions/session-bridge";
import type { SessionMessage } from "../sessions/session-event";
import type { SessionId } from "../sessions/session-seqno";
import type { Conditions } from "./conditions";
import { offsetClockNs } from "./replica";

const POLL_MS = 500;

/** What the sessions of a cluster need. */
export interface SessionServiceParts {
  readonly layout: ClusterLayout;
  readonly conditions: Conditions;
  readonly scheduler: Scheduler;
  readonly transport: Transport<SessionMessage>;
  /** Holds a directory `region-R/sessions` for each region. */
  readonly dataDirectory: string;
  /** Hears of data on disk that could not be trusted and was dropped. */
  readonly onCut: (problem: string) => void;
}

/** The session bridges of all regions. One of a region that is killed is gone, and opened again from disk when the region is back. */
export class SessionService {
  readonly #parts: SessionServiceParts;
  readonly #bridges = new Map<RegionId, SessionBridge>();
  #cancels: Cancel[] = [];

  constructor(parts: SessionServiceParts) {
    this.#parts = parts;
  }

  /** The bridge of a region; undefined while the region is down. */
  running(regionId: RegionId): SessionBridge | undefined {
    return this.#bridges.get(regionId);
  }

  /** Whether a region knows that an item, given in two halves, is hidden from a user; false while the region is down. */
  isHidden(regionId: RegionId, userId: number, upper: number, lower: number): boolean {
    const negatives = this.running(regionId)?.negatives;
    if (negatives === undefined || negatives.size === 0) return false;
    const itemId = (BigInt(upper) << 32n) | BigInt(lower);
    return negatives.isHidden({ userId: BigInt(userId), itemId });
  }

  /** The highest number of a session that any running region has heard of; 0 when they know none. */
  get latestSession(): SessionId {
    return [...this.#bridges.values()].reduce(
      (latest, bridge) => (bridge.latestSession > latest ? bridge.latestSession : latest),
      0n,
    );
  }

  /** Opens the bridges of all regions that are not down, and begins to listen. */
  start(): void {
    const { layout, transport, scheduler } = this.#parts;
    for (const { regionId } of layout.regions) {
      this.#cancels.push(
        transport.listen(regionId, (message, from) => this.running(regionId)?.receive(message, from)),
      );
    }
    this.#cancels.push(
      scheduler.every(POLL_MS, () => {
        for (const bridge of this.#bridges.values()) bridge.poll();
      }),
    );
    this.reconcile();
  }

  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
    for (const bridge of this.#bridges.values()) bridge.close();
    this.#bridges.clear();
  }

  /** Closes the bridges of regions that are down and opens those of regions that are not; to be called when the conditions changed. */
  reconcile(): void {
    if (this.#cancels.length === 0) return;
    for (const { regionId } of this.#parts.layout.regions) {
      const bridge = this.#bridges.get(regionId);
      const isDown = this.#parts.conditions.down.onRegion(regionId).length > 0;
      if (!isDown && bridge === undefined) this.#bridges.set(regionId, this.#open(regionId));
      if (!isDown || bridge === undefined) continue;
      bridge.close();
      this.#bridges.delete(regionId);
    }
  }

  #open(regionId: RegionId): SessionBridge {
    const { layout, conditions, scheduler, transport, dataDirectory, onCut } = this.#parts;
    const regions = layout.regions.map((region) => region.regionId);
    const wallNs = (): bigint =>
      offsetClockNs(scheduler.wallNs(), conditions.clockOffsetMs.onRegion(regionId));
    return new SessionBridge({
      regionId,
      directory: join(dataDirectory, `region-${regionId}`, "sessions"),
      peers: regions.filter((peer) => peer !== regionId),
      clock: new HybridLogicalClock(regionId, wallNs),
      transport,
      nowMs: () => scheduler.monotonicMs(),
      wallMs: () => Number(scheduler.wallNs() / NS_PER_MS),
      onCut,
    });
  }
}
