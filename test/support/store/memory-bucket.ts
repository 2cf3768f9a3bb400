import { WrongRevisionError } from "../../../src/store/nats/bucket";
import type { Bucket, BucketEntry } from "../../../src/store/nats/bucket";

/** What the servers keep; any number of buckets look at it, each as one control plane's. */
export class MemoryServers {
  readonly entries = new Map<string, BucketEntry>();
  revision = 0;
  readonly watchers = new Set<(key: string, revision: number) => void>();
}

/** A bucket in memory that breaks when it is told to. */
export class MemoryBucket implements Bucket {
  readonly place = "the bucket memory of NATS at nowhere";
  readonly #servers: MemoryServers;
  readonly #listeners = new Set<() => void>();
  #problem: string | undefined;
  /** Writes happen and their answers are lost. */
  losesAnswers = false;
  /** So many of the next writes find nobody who takes them. */
  leaderless = 0;
  /** Watches tell nothing any more. */
  isMute = false;

  constructor(servers: MemoryServers) {
    this.#servers = servers;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  cutOff(problem = "connection refused"): void {
    this.#problem = problem;
  }

  join(): void {
    this.#problem = undefined;
    for (const listener of this.#listeners) listener();
  }

  reachable(): Promise<boolean> {
    return Promise.resolve(this.#problem === undefined);
  }

  onReachable(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  prepare(): Promise<void> {
    return this.#answer(() => undefined);
  }

  revision(): Promise<number> {
    return this.#answer(() => this.#servers.revision);
  }

  read(key: string): Promise<BucketEntry | undefined> {
    return this.#answer(() => this.#servers.entries.get(key));
  }

  async write(key: string, value: Uint8Array, onto: number | undefined): Promise<number> {
    const revision = await this.#answer(() => this.#written(key, value, onto));
    if (this.losesAnswers) throw new Error("no answer came in time");
    return revision;
  }

  watch(key: string, listener: (revision: number) => void): Promise<() => void> {
    const told = (written: string, revision: number): void => {
      if (written === key && !this.isMute && this.#problem === undefined) listener(revision);
    };
    return this.#answer(() => {
      this.#servers.watchers.add(told);
      return () => this.#servers.watchers.delete(told);
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #written(key: string, value: Uint8Array, onto: number | undefined): number {
    if (this.leaderless > 0) {
      this.leaderless -= 1;
      throw new Error("nobody answers for it");
    }
    const { entries, watchers } = this.#servers;
    if (onto !== undefined && (entries.get(key)?.revision ?? 0) !== onto) throw new WrongRevisionError(key);
    this.#servers.revision += 1;
    const { revision } = this.#servers;
    entries.set(key, { revision, value: Uint8Array.from(value) });
    for (const told of watchers) told(key, revision);
    return revision;
  }

  async #answer<T>(action: () => T): Promise<T> {
    if (this.#problem !== undefined) throw new Error(this.#problem);
    await Promise.resolve();
    return action();
  }
}
