import type { HeartbeatOutcome } from "./heartbeat-outcome";
import type { Arrival, Instant } from "./terms/clock";
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
import type { PolledResult } from "./terms/source";
import type { ShardStats } from "./terms/shard-stats";
import { U64_FIELD } from "./columns/heartbeat-layout";

/** Shared, because half a million heartbeats a second would each make one. */
const ACCEPTED: HeartbeatOutcome = Object.freeze({ result: "accepted" });
const STALE: HeartbeatOutcome = Object.freeze({ result: "stale" });
const RETIRED: HeartbeatOutcome = Object.freeze({ result: "retired" });

const { lastHeartbeatNs: STAMP } = U64_FIELD;

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

  /**
   * Takes in one that is known to be valid. The draft is not changed.
   *
   * @param isCopy - whether it may have come another way before: that it is not news is no news either, so it is not counted.
   */
  take(
    draft: HeartbeatDraft,
    livedMs: number,
    instant: Instant,
    settings: ControlPlaneSettings,
    isCopy = false,
  ): HeartbeatOutcome {
    const outcome = this.#record(draft, livedMs, instant, settings);
    if (!isCopy || outcome.result !== "stale") this.#counts[outcome.result] += 1;
    const { paths } = this.#table;
    if (paths.isAny && outcome.result !== "rejected") this.#noteDirect(draft, livedMs);
    return outcome;
  }

  /**
   * Takes in what the document of a source says of one replica: a heartbeat of its own time stamp, unless it is known. A later
   * one that came by another way counts more. The draft is not changed.
   */
  takePolled(
    draft: HeartbeatDraft,
    source: string,
    livedMs: number,
    arrival: Arrival,
    settings: ControlPlaneSettings,
  ): PolledResult {
    const known = this.#listed(draft, source, livedMs, settings);
    if (known !== undefined) return known;
    const { result } = this.#record(draft, livedMs, arrival, settings);
    this.#counts[result] += 1;
    return result;
  }

  /** Counts heartbeats that were refused before they could get here. */
  countRejected(count: number): void {
    this.#counts.rejected += count;
  }

  #noteDirect(draft: HeartbeatDraft, livedMs: number): void {
    const slot = this.#table.slotOf(draft);
    if (slot >= 0) this.#table.paths.direct(slot, livedMs);
  }

  /** Notes that a source lists the replica. Returns what its entry is where it is no news, or undefined. */
  #listed(
    draft: HeartbeatDraft,
    source: string,
    livedMs: number,
    settings: ControlPlaneSettings,
  ): PolledResult | undefined {
    const { paths, liveness } = this.#table;
    const slot = this.#membership.admit(draft, settings, livedMs);
    if (typeof slot === "string") return undefined;
    paths.list(source, slot);
    // tidalDB lists whom its topology names and nobody has heard with zeros.
    if (draft.u64s.isZero(STAMP)) return "unheard";
    if (!liveness.isHeard(slot)) return undefined;
    const order = liveness.compareStamp(slot, draft.u64s, STAMP);
    if (order === 0) return "unchanged";
    if (order > 0 || !paths.isAlsoHeard(slot, source, liveness, settings)) return undefined;
    this.#counts.stale += 1;
    return "stale";
  }

  #record(
    draft: HeartbeatDraft,
    livedMs: number,
    instant: Arrival,
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
