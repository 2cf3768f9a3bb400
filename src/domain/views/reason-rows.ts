import type { Reason, ReasonRule } from "../terms/cluster-health";
import type { RegionId, ShardId } from "../terms/ids";
import { LazyListing } from "../columns/lazy-listing";
import type { HealthThresholds } from "../terms/replica-health";
import { resized } from "../columns/resized";
import { SOURCE_TROUBLES } from "../terms/source";

const RULES: readonly ReasonRule[] = [
  "no_heartbeat",
  "never_heard",
  "not_heard_yet",
  "replication_lag",
  ...SOURCE_TROUBLES,
];
const NUMBERS: ReadonlyMap<ReasonRule, number> = new Map(RULES.map((rule, number) => [rule, number]));
const REPLICATION_LAG = RULES.indexOf("replication_lag");

/** The first rows that there is room for; none until there is a reason, as for most regions there is not. */
const INITIAL_ROWS = 4;
const NO_BYTES = new Uint8Array(0);
const NO_IDS = new Uint16Array(0);
const NO_NUMBERS = new Float64Array(0);

/** Reasons as rows of numbers, made into values when they are asked for: a region may have hundreds of thousands. */
export class ReasonRows extends LazyListing<Reason> {
  readonly #thresholds: HealthThresholds;
  #length = 0;
  #rules: Uint8Array<ArrayBuffer> = NO_BYTES;
  #shardIds: Uint16Array<ArrayBuffer> = NO_IDS;
  #evidenceAgesMs: Float64Array<ArrayBuffer> = NO_NUMBERS;
  /** Only with the rule `replication_lag`. */
  #followerIds: Uint16Array<ArrayBuffer> = NO_IDS;
  #lagSeconds: Float64Array<ArrayBuffer> = NO_NUMBERS;

  /** @param thresholds - that the reasons are held against. */
  constructor(thresholds: HealthThresholds) {
    super();
    this.#thresholds = thresholds;
  }

  get length(): number {
    return this.#length;
  }

  /** @param silenceMs - since the last fresh heartbeat, or since one became due. */
  addSilence(rule: Exclude<ReasonRule, "replication_lag">, shardId: ShardId, silenceMs: number): void {
    this.#add(NUMBERS.get(rule)!, shardId, silenceMs);
  }

  addLag(shardId: ShardId, followerId: RegionId, lagSeconds: number, silenceMs: number): void {
    const row = this.#add(REPLICATION_LAG, shardId, silenceMs);
    this.#followerIds[row] = followerId;
    this.#lagSeconds[row] = lagSeconds;
  }

  /** Goes through all of them without making any; `observed` as `Reason` has it, `follower` only with lag. */
  visit(
    visitor: (
      rule: ReasonRule,
      shardId: ShardId,
      follower: RegionId | undefined,
      observed: number,
      threshold: number,
    ) => void,
  ): void {
    const { degradedLagMs, offlineAfterMs } = this.#thresholds;
    for (let row = 0; row < this.#length; row += 1) {
      const rule = this.#rules[row]!;
      const shardId = this.#shardIds[row]!;
      if (rule === REPLICATION_LAG) {
        visitor(RULES[rule]!, shardId, this.#followerIds[row], this.#lagSeconds[row]!, degradedLagMs / 1000);
      } else {
        visitor(RULES[rule]!, shardId, undefined, this.#evidenceAgesMs[row]! / 1000, offlineAfterMs / 1000);
      }
    }
  }

  protected make(row: number): Reason {
    const rule = RULES[this.#rules[row]!]!;
    const shardId = this.#shardIds[row]!;
    const evidenceAgeMs = this.#evidenceAgesMs[row]!;
    const { degradedLagMs, offlineAfterMs } = this.#thresholds;
    if (rule !== "replication_lag") {
      return {
        rule,
        shardId,
        observed: evidenceAgeMs / 1000,
        threshold: offlineAfterMs / 1000,
        evidenceAgeMs,
      };
    }
    const follower = this.#followerIds[row]!;
    const observed = this.#lagSeconds[row]!;
    return { rule, shardId, follower, observed, threshold: degradedLagMs / 1000, evidenceAgeMs };
  }

  #add(rule: number, shardId: ShardId, silenceMs: number): number {
    const row = this.#length;
    if (row === this.#rules.length) this.#grow();
    this.#rules[row] = rule;
    this.#shardIds[row] = shardId;
    // Rounded up, so that what is over a threshold also reads as over it.
    this.#evidenceAgesMs[row] = Math.ceil(silenceMs);
    this.#length += 1;
    return row;
  }

  #grow(): void {
    const capacity = Math.max(INITIAL_ROWS, 2 * this.#rules.length);
    this.#rules = resized(this.#rules, capacity);
    this.#shardIds = resized(this.#shardIds, capacity);
    this.#evidenceAgesMs = resized(this.#evidenceAgesMs, capacity);
    this.#followerIds = resized(this.#followerIds, capacity);
    this.#lagSeconds = resized(this.#lagSeconds, capacity);
  }
}
