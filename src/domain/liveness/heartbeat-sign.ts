import { FIELD, U64_FIELD } from "../columns/heartbeat-layout";
import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { HeartbeatContent } from "./heartbeat-content";
import type { SignOfLife } from "./sign-of-life";
import { U64Array } from "../columns/u64-words";

/** The sign of life in a heartbeat; the same object for each, because half a million heartbeats a second would each make one. */
export class HeartbeatSign implements SignOfLife {
  readonly #content = new HeartbeatContent();
  u64s = new U64Array(0);
  readonly stampAt = U64_FIELD.lastHeartbeatNs;
  readonly bootAt = U64_FIELD.bootId;
  readonly seqAt = U64_FIELD.heartbeatSeq;
  hasBoot = false;
  hasSeq = false;
  content = 0;

  /** Tells of a heartbeat until the next call. */
  of(heartbeat: HeartbeatDraft): this {
    this.u64s = heartbeat.u64s;
    this.hasBoot = heartbeat.says(FIELD.bootId);
    this.hasSeq = heartbeat.says(FIELD.heartbeatSeq);
    this.content = this.#content.of(heartbeat);
    return this;
  }
}
