import type { Bucket } from "./bucket";

/** A watch that has not told of a revision for so many looks is silent for good, as after its leader was killed. */
const LOOKS_OF_PATIENCE = 2;

/**
 * Notices that somebody else wrote a key: by what the bucket tells, and by looking now and then, because a watch can fall
 * silent without a word. A silent one is made anew.
 */
export class BucketWatch {
  readonly #bucket: Bucket;
  readonly #key: string;
  readonly #known: () => number | undefined;
  readonly #listeners = new Set<() => void>();
  #end: (() => void) | undefined;
  #heard = 0;
  #bucketRevision = -1;
  #missedLooks = 0;
  #isClosed = false;
  #writes = 0;

  /** @param known - the revision that is known already. */
  constructor(bucket: Bucket, key: string, known: () => number | undefined) {
    this.#bucket = bucket;
    this.#key = key;
    this.#known = known;
  }

  /** Calls a listener whenever the key has, or may have, a revision that is not known. Returns a function that ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits with what it tells until a write of our own is through: whose a revision is is known only then. */
  async during<T>(write: () => Promise<T>): Promise<T> {
    this.#writes += 1;
    try {
      return await write();
    } finally {
      this.#writes -= 1;
      // Known is known once whoever wrote has noted it.
      queueMicrotask(() => {
        if (this.#writes === 0 && this.#heard > (this.#known() ?? 0)) this.#tell();
      });
    }
  }

  /** Looks whether anything was missed. Rejects when the bucket cannot be reached. */
  async look(): Promise<void> {
    const revision = await this.#bucket.revision();
    if (this.#end === undefined) await this.#begin();
    if (revision === this.#bucketRevision && this.#known() !== undefined && this.#missedLooks === 0) return;
    this.#bucketRevision = revision;
    const last = (await this.#bucket.read(this.#key))?.revision ?? 0;
    if (this.#writes === 0 && last !== this.#known()) this.#tell();
    await this.#judge(last);
  }

  close(): void {
    this.#isClosed = true;
    this.#end?.();
  }

  async #begin(): Promise<void> {
    const end = await this.#bucket.watch(this.#key, (revision) => {
      this.#heard = Math.max(this.#heard, revision);
      if (this.#writes === 0 && revision !== this.#known()) this.#tell();
    });
    if (this.#isClosed) end();
    this.#end = end;
    this.#heard = (await this.#bucket.read(this.#key))?.revision ?? 0;
    this.#missedLooks = 0;
  }

  async #judge(last: number): Promise<void> {
    this.#missedLooks = this.#heard >= last ? 0 : this.#missedLooks + 1;
    if (this.#missedLooks < LOOKS_OF_PATIENCE) return;
    this.#end?.();
    await this.#begin();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
