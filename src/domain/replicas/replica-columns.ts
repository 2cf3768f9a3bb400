import type { FollowerColumns } from "../columns/follower-rows";
import type { Liveness } from "../liveness/liveness";
import type { LastReports } from "./last-reports";

/** What is shown of replicas, by slot. */
export interface ReplicaColumns {
  readonly shardIds: Uint16Array<ArrayBuffer>;
  readonly regionIds: Uint16Array<ArrayBuffer>;
  /** As last found out: indices of `REPLICA_STATES`. */
  readonly states: Uint8Array<ArrayBuffer>;
  readonly liveness: Liveness;
  /** Without meaning where `liveness` has heard nothing. */
  readonly reports: LastReports;
  /** Of an Offline replica old news. */
  readonly followers: FollowerColumns;
  /**
   * Why nothing is known of a Pending replica: 0 while it has not been heard yet, else one more than an index of
   * `SOURCE_TROUBLES`. Of others without meaning.
   */
  readonly blindness: Uint8Array<ArrayBuffer>;
  /** 1 where the silence of an Offline replica speaks against nobody: a leader that was replaced, where only leaders are heard. */
  readonly excused: Uint8Array<ArrayBuffer>;
}
