import { FaultEvidence } from "./fault-evidence";
import { replicaFaultId } from "../terms/fault";
import type { Fault } from "../terms/fault";
import { replicaKey } from "../../terms/ids";
import type { RegionId, ShardId } from "../../terms/ids";
import { RegionSet } from "../terms/region-set";
import { ShardSet } from "../terms/shard-set";

/** Most faults that are told apart: nobody reads more, and senders can make up very many. */
export const MAX_FAULTS = 256;

/** The faults of one look, as many as are told apart, with what each explains. */
export class ToldFaults {
  readonly #byId = new Map<string, FaultEvidence>();
  /** Those of single replicas again, by a number: texts for very many would take their time. */
  readonly #byReplica = new Map<number, FaultEvidence>();
  /** The shards of those. */
  readonly replicaShards = new ShardSet();
  /** Those that are the subject of a fault as a whole. */
  readonly shardsAsAWhole = new ShardSet();
  #notListed = 0;
  /** Regions with evidence for which there was no fault left. */
  readonly unexplainedRegionIds = new RegionSet();

  get all(): readonly FaultEvidence[] {
    return [...this.#byId.values()];
  }

  /** Pieces of evidence beyond the most faults that are told apart. */
  get notListed(): number {
    return this.#notListed;
  }

  /** Whether there is no place left. */
  get isFull(): boolean {
    return this.#byId.size >= MAX_FAULTS;
  }

  /**
   * What a fault of one replica explains.
   *
   * @param againstId - the region that the evidence speaks against, which is unexplained when there is no place left.
   * @param rest - what is asked only when the fault is a new one.
   */
  ofReplica(
    cause: Fault["cause"],
    shardId: ShardId,
    regionId: RegionId,
    againstId: RegionId,
    rest: () => Pick<Fault, "startMs" | "peerId">,
  ): FaultEvidence | undefined {
    const key = replicaKey({ shardId, regionId });
    const known = this.#byReplica.get(key);
    if (known) return known;
    if (this.isFull) {
      this.leaveOut(againstId, 1);
      return undefined;
    }
    const id = replicaFaultId(shardId, regionId);
    const evidence = this.of({ id, cause, regionId, shardId, isPlain: true, ...rest() });
    if (!evidence) return undefined;
    this.#byReplica.set(key, evidence);
    this.replicaShards.add(shardId);
    return evidence;
  }

  /** Whether there is no place left, and no fault of any replica of the shard has one. */
  isFullFor(shardId: ShardId): boolean {
    return this.isFull && !this.replicaShards.has(shardId);
  }

  /** Of so many more there is nothing to be told, and what they speak against stays unexplained. */
  leaveOut(againstId: RegionId, count: number): void {
    this.#notListed += count;
    this.unexplainedRegionIds.add(againstId);
  }

  /** Of one more there is nothing to be told; what it is about is explained, or speaks against no region. */
  leaveOutUnsaid(): void {
    this.#notListed += 1;
  }

  /** What a fault explains; undefined where there is no place for it. */
  of(fault: Fault): FaultEvidence | undefined {
    const known = this.#byId.get(fault.id);
    if (known) return known;
    if (this.isFull) {
      this.#notListed += 1;
      return undefined;
    }
    if (fault.shardId !== undefined && fault.regionId === undefined) this.shardsAsAWhole.add(fault.shardId);
    const evidence = new FaultEvidence(fault);
    this.#byId.set(fault.id, evidence);
    return evidence;
  }
}
