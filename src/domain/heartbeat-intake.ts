import type { HeartbeatOutcome } from "./heartbeat-outcome";
import type { Instant } from "./terms/clock";
import type { HeartbeatResult } from "./terms/cluster-snapshot";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import { completedByGauge } from "./lag/gauge-completion";
import type { ReplicationLagGauge } from "./lag/replication-lag-gauge";
import { HeartbeatDraft } from "./columns/heartbeat-draft";
import { refusalProblem } from "./membership/heartbeat-refusals";
import type { RefusedByLimits } from "./membership/heartbeat-refusals";
import type { Membership } from "./membership/membership";
import type { Refusal } from "./membership/registration";
import type { ReplicaTable } from "./replicas/replica-table";
import { shardStatsProblem } from "./terms/shard-stats";
import type { ShardStats } from "./terms/shard-stats";

/** Shared, because half a million heartbeats a second would each make one. */
const ACCEPTED: HeartbeatOutcome = Object.freeze({ result: "accepted" });
const STALE: HeartbeatOutcome = Object.freeze({ result: "stale" });
const RETIRED: HeartbeatOutcome = Object.freeze({ result: "retired" });

/** The way of a heartbeat from its arrival into the table, and what became of all so far. */
export class HeartbeatIntake {
  readonly #table: ReplicaTable;
  readonly #membership: Membership;
  readonly #lagGauge: ReplicationLagGauge;
  readonly #loaded = new HeartbeatDraft();
  readonly #completed = new HeartbeatDraft();
  readonly #counts: Record<HeartbeatResult, number> = { accepted: 0, stale: 0, retired: 0, rejected: 0 };
  readonly #refused: Record<Refusal, number> = {
    unregistered: 0,
    unnamed_region: 0,
    replicas: 0,
    regions: 0,
    followers: 0,
  };

  constructor(table: ReplicaTable, membership: Membership, lagGauge: ReplicationLagGauge) {
    this.#table = table;
    this.#membership = membership;
    this.#lagGauge = lagGauge;
  }

  /** Heartbeats by what became of them, ever. */
  get counts(): Readonly<Record<HeartbeatResult, number>> {
    return this.#counts;
  }

  /** What limits on replicas, regions and followers refused, ever. */
  get refusedByLimits(): RefusedByLimits {
    const leftOut = this.#membership.followersLeftOut;
    return {
      unknownReplicas: this.#refused.replicas,
      unknownRegions: this.#refused.regions + leftOut.unknownRegions,
      followersPerHeartbeat: this.#refused.followers,
      followers: leftOut.followers,
    };
  }

  /** The heartbeat as {@link take} takes it, valid until the next call; or what became of it, when it is not valid. */
  load(stats: ShardStats): HeartbeatDraft | HeartbeatOutcome {
    const problem = shardStatsProblem(stats);
    if (!problem) return this.#loaded.load(stats);
    this.#counts.rejected += 1;
    return { result: "rejected", ...problem };
  }

  /** Takes in one that is known to be valid. The draft is not changed. */
  take(
    draft: HeartbeatDraft,
    livedMs: number,
    instant: Instant,
    settings: ControlPlaneSettings,
  ): HeartbeatOutcome {
    const outcome = this.#record(draft, livedMs, instant, settings);
    this.#counts[outcome.result] += 1;
    return outcome;
  }

  /** Counts heartbeats that were refused before they could get here. */
  countRejected(count: number): void {
    this.#counts.rejected += count;
  }

  #record(
    draft: HeartbeatDraft,
    livedMs: number,
    instant: Instant,
    settings: ControlPlaneSettings,
  ): HeartbeatOutcome {
    if (draft.followerCount > settings.maxFollowersPerHeartbeat)
      return this.#refuse("followers", draft, settings);
    const admission = this.#membership.admit(draft, settings, livedMs);
    if (admission === "retired") return RETIRED;
    if (typeof admission === "string") return this.#refuse(admission, draft, settings);
    const admitted = this.#membership.withAdmittedFollowers(draft, admission, settings, livedMs);
    const heartbeat = this.#complete(admitted);
    const result = this.#table.record(admission, heartbeat, livedMs, instant, settings, draft);
    return result === "accepted" ? ACCEPTED : STALE;
  }

  #refuse(refusal: Refusal, draft: HeartbeatDraft, settings: ControlPlaneSettings): HeartbeatOutcome {
    this.#refused[refusal] += 1;
    return { result: "rejected", ...refusalProblem(refusal, draft, settings) };
  }

  /** A home replica's heartbeat, with what the embedding process knows through the gauge and the heartbeat does not say. */
  #complete(draft: HeartbeatDraft): HeartbeatDraft {
    const leaderSeqno = this.#lagGauge.leaderSeqno(draft.shardId);
    if (leaderSeqno === undefined || !this.#membership.isNamed(draft)) return draft;
    return this.#completed.load(completedByGauge(draft.toStats(), this.#lagGauge, leaderSeqno));
  }
}
