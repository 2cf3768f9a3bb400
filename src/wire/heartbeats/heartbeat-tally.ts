import type { ControlPlane } from "../../domain/control-plane";
import type { HeartbeatOutcome } from "../../domain/heartbeat-outcome";
import type { HeartbeatResult } from "../../domain/terms/cluster-snapshot";
import type { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
import type { RegionId, ShardId } from "../../domain/terms/ids";
import type { HeartbeatSink } from "./heartbeat-entries";
import { heartbeatReportToWire } from "../shapes/heartbeat-report";
import type { RejectedHeartbeat } from "../shapes/heartbeat-report";
import { printJson } from "../json/json";

/** Rejections that an answer lists; a sender of thousands has one mistake, not thousands. The rest is only counted. */
export const MAX_LISTED_REJECTIONS = 100;

/** Which heartbeats a sender may send. */
export interface SenderArea {
  /** Whether a heartbeat of this replica may be sent. */
  holds(shardId: ShardId, regionId: RegionId): boolean;
  /** What is wrong with a heartbeat that may not be sent. */
  refusalOf(shardId: ShardId, regionId: RegionId): { readonly field: string; readonly message: string };
}

/** How heartbeats came, and where those go that counted. */
export interface TallyOptions {
  /** They may have come another way before: one that is not news then is nothing that a sender did wrong. */
  readonly isCopy?: boolean;
  /** Is given every heartbeat that was news, as it came; the bytes are valid until it returns. */
  readonly passOn?: ((heartbeat: Uint8Array) => void) | undefined;
}

/** Records the heartbeats of one request as they come, and counts what became of each. */
export class HeartbeatTally implements HeartbeatSink {
  readonly #controlPlane: ControlPlane;
  readonly #area: SenderArea | undefined;
  readonly #isCopy: boolean;
  readonly #passOn: ((heartbeat: Uint8Array) => void) | undefined;
  #instant: ReturnType<ControlPlane["now"]> | undefined;
  #accepted = 0;
  #stale = 0;
  #retired = 0;
  #rejected = 0;
  #refused = 0;
  #outside = 0;
  #listed: RejectedHeartbeat[] | undefined;

  /** @param area - which heartbeats the sender may send; undefined for all. */
  constructor(controlPlane: ControlPlane, area?: SenderArea, { isCopy = false, passOn }: TallyOptions = {}) {
    this.#controlPlane = controlPlane;
    this.#area = area;
    this.#isCopy = isCopy;
    this.#passOn = passOn;
  }

  /** Heartbeats so far, by what became of them. */
  get counts(): Readonly<Record<HeartbeatResult, number>> {
    return {
      accepted: this.#accepted,
      stale: this.#stale,
      retired: this.#retired,
      rejected: this.#rejected,
    };
  }

  /** Heartbeats that were no valid ones, or not the sender's to send, and so never reached the control plane. */
  get refused(): number {
    return this.#refused;
  }

  /** Has the clock read anew for the next heartbeat: those of one chunk arrived together. */
  nextChunk(): void {
    this.#instant = undefined;
  }

  /** Heartbeats that were not the sender's to send. */
  get outside(): number {
    return this.#outside;
  }

  take(draft: HeartbeatDraft, index: number, entry?: () => Uint8Array): void {
    if (this.#area?.holds(draft.shardId, draft.regionId) === false) {
      this.#outside += 1;
      const { field, message } = this.#area.refusalOf(draft.shardId, draft.regionId);
      this.refuse(index, field, message);
      return;
    }
    this.#instant ??= this.#controlPlane.now();
    const outcome: HeartbeatOutcome = this.#controlPlane.recordHeartbeat(draft, this.#instant, this.#isCopy);
    switch (outcome.result) {
      case "accepted":
        this.#accepted += 1;
        if (entry) this.#passOn?.(entry());
        break;
      case "stale":
        this.#stale += 1;
        break;
      case "retired":
        this.#retired += 1;
        break;
      case "rejected":
        this.#reject(index, outcome.field, outcome.message);
        break;
    }
  }

  refuse(index: number, field: string, message: string): void {
    this.#refused += 1;
    this.#reject(index, field, message);
  }

  /** The report as the answer has it. */
  reportJson(): string {
    const rejectedCount = this.#rejected;
    if (this.#listed === undefined) {
      // What is almost always said, printed without making anything of it first.
      return `{"accepted":${this.#accepted},"stale":${this.#stale},"retired":${this.#retired},"rejected":[],"rejected_count":0}`;
    }
    const report = {
      accepted: this.#accepted,
      stale: this.#stale,
      retired: this.#retired,
      rejected: this.#listed,
    };
    return printJson({ ...heartbeatReportToWire(report), rejected_count: rejectedCount });
  }

  /** The same in words, for an answer that is no report; "" when nothing arrived. */
  get sentence(): string {
    const count = this.#accepted + this.#stale + this.#retired + this.#rejected;
    if (count === 0) return "";
    const outcomes = `${this.#accepted} accepted, ${this.#stale} stale, ${this.#retired} retired, ${this.#rejected} rejected`;
    return `the first ${count} were taken in: ${outcomes}`;
  }

  #reject(index: number, field: string, message: string): void {
    this.#rejected += 1;
    this.#listed ??= [];
    if (this.#listed.length < MAX_LISTED_REJECTIONS) this.#listed.push({ index, field, message });
  }
}
