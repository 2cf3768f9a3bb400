import type { SignOfLife } from "../../../src/domain/liveness/sign-of-life";
import { u64s } from "./replica-columns";

/** What a sender of many kinds says besides its time stamp. */
export interface SenderNumbers {
  readonly boot?: bigint;
  readonly seq?: bigint;
  /** Stands for everything else in the heartbeat: equal for equal ones. Without it, the stamp does. */
  readonly content?: number;
}

/** The sign of life in a heartbeat with a time stamp. */
export function signOf(stampNs: bigint, { boot, seq, content }: SenderNumbers = {}): SignOfLife {
  return {
    u64s: u64s(stampNs, boot ?? 0n, seq ?? 0n),
    stampAt: 0,
    bootAt: 1,
    seqAt: 2,
    hasBoot: boot !== undefined,
    hasSeq: seq !== undefined,
    content: content ?? 1 + Number((stampNs * 2_654_435_761n) % 65_521n),
  };
}
