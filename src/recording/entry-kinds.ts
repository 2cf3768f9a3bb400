import type { HeartbeatDraft } from "../domain/columns/heartbeat-draft";
import type { Instant } from "../domain/terms/clock";
import type { ReplicaRole } from "../domain/terms/heartbeat-fields";

/** What an entry begins with. */
export const ENTRY = { instant: 1, worked: 2, heartbeat: 3, call: 4, lastHeartbeat: 5, polled: 6 } as const;

/** How a heartbeat is written: whether it is a copy, and above that bit the number of its role. */
export const COPY_BIT = 1;
export const ROLE_SHIFT = 1;
export const ROLES: readonly (ReplicaRole | undefined)[] = [undefined, "leader", "follower"];

/** Bits that say what is written of a follower. */
export const LAG_BIT = 1;
export const LAG_NS_BIT = 2;

/** One thing that was recorded. A draft is valid until the next entry is asked for. */
export type RecordedEntry =
  /** What both clocks showed when what follows came. */
  | { readonly kind: "instant"; readonly instant: Instant }
  /** Milliseconds of processor time that the process had used, as of what follows. */
  | { readonly kind: "worked"; readonly workedMs: number }
  | { readonly kind: "heartbeat"; readonly draft: HeartbeatDraft; readonly isCopy: boolean }
  /** Something else that was done, by its name, with what it was given. */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly unknown[] }
  /** Of a picture of the cluster: the last heartbeat of a replica, and how long ago it arrived, in milliseconds. */
  | { readonly kind: "lastHeartbeat"; readonly draft: HeartbeatDraft; readonly ageMs: number }
  /** What a source said of a replica. */
  | {
      readonly kind: "polled";
      readonly draft: HeartbeatDraft;
      readonly source: string;
      readonly snapshotNs: bigint;
    };
