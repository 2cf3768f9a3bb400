import { createHmac, randomBytes } from "node:crypto";

import type * as Bcrypt from "@node-rs/bcrypt";
import { ipKeyGenerator } from "express-rate-limit";
import { createLRU } from "lru.min";

import type { BasicCredentials } from "./basic-credentials";
import { FairQueue } from "./fair-queue";

/** A user who identifies with a password. */
export interface PasswordUser {
  readonly name: string;
  /** bcrypt's own notation, `$2a$`, `$2b$` or `$2y$`. */
  readonly hash: string;
}

/** What a check found. `busy`: nothing, because too many checks wait already; the caller may ask again. */
export type PasswordOutcome = "right" | "wrong" | "busy";

/** Compares a password with a hash, off the event loop. */
export type PasswordVerifier = (password: string, hash: string) => Promise<boolean>;

/** Loaded with the first list of users, and not above: most installations have no passwords, and it is native code of 3 MB. */
function bcryptVerifier(): PasswordVerifier {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would make a constructor wait
  return (require("@node-rs/bcrypt") as typeof Bcrypt).verify;
}

/**
 * One at a time, as the exporter toolkit has it: bcrypt keeps a whole core busy, and of the four threads that Node shares
 * with files, name lookups and gzip it may never take more than one.
 */
const LIMITS = { running: 1, waitingPerSource: 8, sources: 256 };

/** What bcrypt looks at of a password, as UTF-8: every implementation that verifies ignores what is behind it, Go's included. */
const BCRYPT_BYTES = 72;

/** Passwords that are known to be right. There are as many as there are users, and a few clients that cut off theirs. */
const REMEMBERED = 1_024;

/**
 * Checks passwords against one list of users; for another list there is another of these, so that nothing that was right
 * once is right for ever.
 *
 * A password costs its hash once: what was right is remembered, as a digest under a key that only this object has. A name
 * that no user has costs as much as a user's.
 */
export class PasswordChecks {
  readonly #users: ReadonlyMap<string, PasswordUser>;
  readonly #verify: PasswordVerifier;
  readonly #key = randomBytes(32);
  readonly #right = createLRU<string, true>({ max: REMEMBERED });
  /** Checks that are under way or waiting, by digest: who asks the same thing meanwhile shares the answer. */
  readonly #pending = new Map<string, Promise<PasswordOutcome>>();
  readonly #queue = new FairQueue(LIMITS);
  readonly #onTruncated: (name: string) => void;
  readonly #truncated = new Set<string>();

  /** @param onTruncated told, once for each user, that a right password is longer than what bcrypt looks at. */
  constructor(
    users: readonly PasswordUser[],
    verifier: PasswordVerifier = bcryptVerifier(),
    onTruncated: (name: string) => void = () => undefined,
  ) {
    this.#onTruncated = onTruncated;
    this.#users = new Map(users.map((user) => [user.name, user]));
    this.#verify = verifier;
  }

  /**
   * Checks what a caller presents.
   *
   * @param address of the caller; floods from one network wait behind themselves.
   * @returns the outcome itself when it is known already, else a promise of it.
   */
  check(credentials: BasicCredentials, address: string): PasswordOutcome | Promise<PasswordOutcome> {
    const { name, password } = credentials;
    // To bcrypt a NUL is the end of a password that starts over behind it: `ab` and `ab\0ab` have the same hash.
    if (password.includes("\0")) return "wrong";
    // The length sets name and password apart.
    const key = this.#digest(`${name.length}:${name}:${password}`).toString("base64");
    if (this.#right.get(key) !== undefined) return "right";
    return this.#pending.get(key) ?? this.#enqueue(credentials, key, address) ?? "busy";
  }

  #enqueue(
    { name, password }: BasicCredentials,
    key: string,
    address: string,
  ): Promise<PasswordOutcome> | undefined {
    const user = this.#users.get(name);
    const hash = user?.hash ?? this.#decoy(name);
    const checked = this.#queue.run(sourceOf(address), async (): Promise<PasswordOutcome> => {
      try {
        const matches = await this.#verify(password, hash);
        if (!matches || user === undefined) return "wrong";
        this.#right.set(key, true);
        this.#noteLength(name, password);
        return "right";
      } finally {
        this.#pending.delete(key);
      }
    });
    if (checked) this.#pending.set(key, checked);
    return checked;
  }

  /** Only of passwords that are right: who guesses gets nothing into the log. */
  #noteLength(name: string, password: string): void {
    if (Buffer.byteLength(password, "utf8") <= BCRYPT_BYTES || this.#truncated.has(name)) return;
    this.#truncated.add(name);
    this.#onTruncated(name);
  }

  /**
   * Some user's hash for a name that nobody has, always the same one: as costly as a real one, and as steady, whatever mix
   * of costs there is.
   */
  #decoy(name: string): string {
    const users = [...this.#users.values()];
    return users[this.#digest(name).readUInt32BE() % users.length]?.hash ?? "";
  }

  #digest(text: string): Buffer {
    return createHmac("sha256", this.#key).update(text, "utf8").digest();
  }
}

/** One customer usually has a /56 of IPv6, and as many addresses as he likes in it. */
function sourceOf(address: string): string {
  return address === "" ? "" : ipKeyGenerator(address);
}
