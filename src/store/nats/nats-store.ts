import { LatestWins } from "../file/latest-wins";
import { repeatEvery } from "../../concurrency/repeat-every";
import { SerialQueue } from "../../concurrency/serial-queue";
import type { RegionId, ShardId } from "../../domain/terms/ids";
import type { KnownReplica } from "../../domain/membership/known-replica";
import { EMPTY_STATE } from "../store";
import type { Sharing, Store, StoredState } from "../store";
import { StoreConflictError } from "../store-conflict-error";
import { StoreError } from "../store-error";
import { storedStateProblem } from "../stored-state-problem";
import type { Bucket } from "./bucket";
import { WrongRevisionError } from "./bucket";
import { BucketKeys, messageOf } from "./bucket-keys";
import { BucketWatch } from "./bucket-watch";
import { printStateValue } from "./state-value";

/** Topology, tenants, who left and what is planned: one key, because a shard that moves and the replica that it leaves behind belong together. */
const STATE_KEY = "state";
/** Which replicas were heard: whoever writes last is right. */
const KNOWN_KEY = "known";

/** How long a start waits for servers before it goes on with the copy. Milliseconds. */
const START_MS = 5_000;

/** What a store in a bucket is opened with. */
export interface NatsStoreOptions {
  readonly bucket: Bucket;
  /** The local copy, which holds what was seen last. Closed with the store. */
  readonly copy: Store;
  /** Whether anything was ever copied there. */
  readonly hasCopy: boolean;
  /** How often the bucket is looked at, beside what it tells by itself; milliseconds. */
  readonly lookEveryMs?: number;
}

/**
 * Keeps the state in a bucket of NATS that several control planes share, and a copy of it in a local file, from which a
 * control plane starts while NATS cannot be reached. A save counts if nobody else saved since this store loaded or saved.
 * An empty bucket is filled with what this store knows: a bucket never makes a control plane forget.
 */
export class NatsStore implements Store {
  readonly readOnly = false;
  readonly #bucket: Bucket;
  readonly #keys: BucketKeys;
  readonly #copy: Store;
  readonly #saves = new LatestWins<StoredState>((state) => this.#write(state));
  readonly #known = new LatestWins<readonly KnownReplica[]>((known) => this.#writeKnown(known));
  readonly #loads = new SerialQueue();
  readonly #watch: BucketWatch;
  /** As of the last load or save. */
  #state: StoredState = EMPTY_STATE;
  /** The revision that it has in the bucket; undefined while it is only known from the copy. */
  #revision: number | undefined;
  #copyProblem: unknown;
  #isPrepared = false;
  #looking: Promise<string | undefined> | undefined;
  #closed: Promise<void> | undefined;

  readonly shared: Sharing = {
    onChange: (listener) => this.#watch.onChange(listener),
    saveKnown: async (known) => {
      this.#assertOpen();
      await this.#known.run(known);
    },
  };

  private constructor({ bucket, copy, lookEveryMs = 2_000 }: NatsStoreOptions) {
    this.#bucket = bucket;
    this.#keys = new BucketKeys(bucket);
    this.#copy = copy;
    this.#watch = new BucketWatch(bucket, STATE_KEY, () => this.#revision);
    const endLooking = repeatEvery(lookEveryMs, () => void this.#look());
    this.#endLooking = () => {
      endLooking();
      endHearing();
    };
    const endHearing = bucket.onReachable(() => void this.#look());
  }

  readonly #endLooking: () => void;

  /**
   * Reads the state from the bucket, or while that cannot be reached from the copy.
   *
   * @throws StoreError when there is neither, or what is there cannot be understood.
   */
  static async open(options: NatsStoreOptions): Promise<NatsStore> {
    const store = new NatsStore(options);
    try {
      store.#state = await options.copy.load();
      await store.#begin(options.hasCopy);
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  get keptIn(): string {
    return this.#bucket.place;
  }

  async load(): Promise<StoredState> {
    this.#assertOpen();
    // Right after a start without NATS, what was copied is what is known.
    if (this.#revision === undefined && this.#bucket.problem !== undefined) return this.#state;
    return this.#loads.run(() => this.#load());
  }

  async save(state: StoredState): Promise<void> {
    this.#assertOpen();
    const problem = storedStateProblem(state);
    if (problem) throw new RangeError(`refused to save what could not be loaded again: ${problem.message}`);
    await this.#saves.run(state);
  }

  async check(): Promise<void> {
    this.#assertOpen();
    const problem = await this.#look();
    if (problem !== undefined) throw this.#keys.unreachable(problem, false);
    if (this.#copyProblem !== undefined) {
      throw new StoreError("the local copy of the state could not be written", { cause: this.#copyProblem });
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#endLooking();
    this.#keys.close();
    await this.#saves.idle();
    await this.#known.idle();
    await this.#loads.idle();
    await this.#looking;
    this.#watch.close();
    await this.#copy.close();
    await this.#bucket.close();
  }

  async #begin(hasCopy: boolean): Promise<void> {
    await this.#bucket.reachable(START_MS);
    const problem = await this.#look();
    if (problem === undefined) await this.#loads.run(() => this.#load());
    else if (!hasCopy) {
      throw this.#keys.unreachable(`${problem}, and there is no local copy to start from yet`, false);
    }
  }

  /** One look at a time. @returns why the bucket cannot be reached, or undefined. */
  #look(): Promise<string | undefined> {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookOnce(): Promise<string | undefined> {
    if (this.#closed) return undefined;
    try {
      if (!this.#isPrepared && this.#bucket.problem === undefined) {
        await this.#bucket.prepare();
        this.#isPrepared = true;
      }
      await this.#watch.look();
      this.#keys.noteLook(undefined);
      return undefined;
    } catch (error) {
      // It may have been removed.
      this.#isPrepared = false;
      this.#keys.noteLook(messageOf(error));
      return messageOf(error);
    }
  }

  async #load(): Promise<StoredState> {
    const entry = await this.#keys.read(STATE_KEY);
    if (entry?.value === undefined) return this.#fill(entry?.revision ?? 0);
    if (entry.revision === this.#revision) return this.#state;
    const state = await this.#keys.parsed(entry.value, STATE_KEY);
    // Once it runs, a control plane hears for itself: with each change of the others it would be a large value for nothing.
    const known = notRemoved(
      this.#revision === undefined ? await this.#readKnown() : (this.#state.known ?? []),
      state,
    );
    this.#adopt({ ...state, ...(known.length > 0 && { known }) }, entry.revision);
    return this.#state;
  }

  /** Nothing is in the bucket: it is new, or was lost. */
  async #fill(onto: number): Promise<StoredState> {
    const { shards, tenants, retired, maintenance = [] } = this.#state;
    if (shards.length + tenants.length + retired.length + maintenance.length === 0) {
      this.#revision = onto;
      return this.#state;
    }
    try {
      const revision = await this.#bucket.write(STATE_KEY, await printed(this.#state), onto);
      this.#adopt(this.#state, revision);
      return this.#state;
    } catch (error) {
      if (error instanceof WrongRevisionError) return this.#load();
      throw this.#keys.unreachable(messageOf(error), true);
    }
  }

  #adopt(state: StoredState, revision: number): void {
    this.#state = state;
    this.#revision = revision;
    this.#keepCopy();
  }

  #keepCopy(): void {
    this.#copy.save(this.#state).then(
      () => {
        this.#copyProblem = undefined;
      },
      (error: unknown) => {
        this.#copyProblem = error;
      },
    );
  }

  async #write(state: StoredState): Promise<void> {
    await this.#watch.during(() => this.#writeState(state));
    // The state is kept, whatever becomes of this: who is known is looked at again within seconds.
    if (state.known !== undefined) await this.#known.run(state.known).catch(() => undefined);
  }

  async #writeState(state: StoredState): Promise<void> {
    const onto = this.#revision;
    if (onto === undefined) {
      // What is in the bucket has not been seen yet: this change may not build on it.
      if (this.#bucket.problem === undefined) throw new StoreConflictError(this.keptIn);
      throw this.#keys.unreachable(this.#bucket.problem, false);
    }
    const value = await printed(state);
    const revision = await this.#keys.write(STATE_KEY, value, onto);
    this.#adopt({ ...state, ...(this.#state.known !== undefined && { known: this.#state.known }) }, revision);
  }

  async #writeKnown(known: readonly KnownReplica[]): Promise<void> {
    // First the copy: it is what a start without NATS has.
    this.#state = { ...this.#state, known };
    this.#keepCopy();
    await this.#keys.write(KNOWN_KEY, await printStateValue({ ...EMPTY_STATE, known }), undefined);
  }

  async #readKnown(): Promise<readonly KnownReplica[]> {
    const entry = await this.#keys.read(KNOWN_KEY);
    if (entry?.value === undefined) return this.#state.known ?? [];
    return (await this.#keys.parsed(entry.value, KNOWN_KEY)).known ?? [];
  }

  #assertOpen(): void {
    if (this.#closed) throw new Error(`the store of ${this.keptIn} was used after it was closed`);
  }
}

/** A control plane may have written that a replica was heard before it knew that the replica was removed. */
function notRemoved(known: readonly KnownReplica[], { retired }: StoredState): readonly KnownReplica[] {
  const shards = new Set<ShardId>();
  const regions = new Set<RegionId>();
  for (const { shardId, regionId } of retired) {
    if (shardId === undefined && regionId !== undefined) regions.add(regionId);
    else if (shardId !== undefined && regionId === undefined) shards.add(shardId);
  }
  return known.filter(({ shardId, regionId }) => !shards.has(shardId) && !regions.has(regionId));
}

function printed({ shards, tenants, retired, maintenance = [] }: StoredState): Promise<Uint8Array> {
  return printStateValue({ shards, tenants, retired, maintenance });
}
