/** What a key holds. */
export interface BucketEntry {
  /** Grows with every write to the bucket. */
  readonly revision: number;
  /** Undefined when the key was deleted. */
  readonly value: Uint8Array | undefined;
}

/** Somebody else wrote the key since the revision that a write builds on. */
export class WrongRevisionError extends Error {
  override readonly name = "WrongRevisionError";
}

/**
 * A key-value bucket that several processes write to. Every method rejects when the bucket cannot be reached, with a message
 * that is the end of a sentence, and none takes longer than some seconds.
 */
export interface Bucket {
  /** Where it is, for messages: "the bucket tidaldb of nats://nats-1:4222". */
  readonly place: string;
  /** Why it cannot be reached now, as far as is known without asking; undefined when it may. */
  readonly problem: string | undefined;
  /** Resolves when it may be reached, at the latest when the time is over. */
  reachable(withinMs: number): Promise<boolean>;
  /** Calls a listener whenever it may be reached again. Returns a function that ends it. */
  onReachable(listener: () => void): () => void;
  /**
   * Makes it, where it is not there yet.
   *
   * @throws Error when it is there and cannot keep what was acknowledged.
   */
  prepare(): Promise<void>;
  /** Grows with every write to any key. */
  revision(): Promise<number>;
  /** As whoever takes the writes has it; undefined when the key was never written. */
  read(key: string): Promise<BucketEntry | undefined>;
  /**
   * Writes a key, if its last revision is `onto` (0: it was never written); undefined: whatever it is. Returns the new revision. Once it resolves, the value
   * survives.
   *
   * @throws WrongRevisionError when the last revision is another one. After any other error it may have been written or not.
   */
  write(key: string, value: Uint8Array, onto: number | undefined): Promise<number>;
  /** Calls a listener soon after a key was written, by whomever; it may miss some. Returns a function that ends it. */
  watch(key: string, listener: (revision: number) => void): Promise<() => void>;
  close(): Promise<void>;
}
