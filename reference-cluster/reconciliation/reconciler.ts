import type { Result } from "#exporter/domain/terms/result";
import type { RegionId } from "#exporter/domain/terms/ids";

/** Something that peers have copies of, each with changes of its own. */
export interface Reconcilable {
  /** Equal for equal copies. */
  readonly digest: string;
  readonly isEmpty: boolean;
  encode(): Buffer;
  /** Takes in what a peer's bytes have and this copy lacks, or says why it cannot. */
  merge(bytes: Buffer): Result<unknown>;
}

/** What peers say to each other: what they have, in short; or all of it. */
export type ReconciliationWord =
  | {
      readonly kind: "digest";
      readonly digest: string;
      /** Whether the sender waits for an answer. */
      readonly asks: boolean;
    }
  | { readonly kind: "state"; readonly digest: string; readonly bytes: Buffer };

/** A state is large: to one peer it is sent this often at most, and again after this long when nothing was heard. */
const STATE_PAUSE_MS = 500;
const STATE_REPEAT_MS = 5_000;

interface SentState {
  readonly digest: string;
  readonly atMs: number;
}

/**
 * Brings one copy and those of its peers together: asks whether they are equal, sends everything where they are not, and takes
 * in what comes. Words may be lost, repeated or late; the next poll begins again where the copies still differ.
 */
export class Reconciler {
  readonly #own: Reconcilable;
  readonly #send: (to: RegionId, word: ReconciliationWord) => void;
  readonly #nowMs: () => number;
  readonly #onProblem: (problem: string) => void;
  readonly #known = new Map<RegionId, string>();
  readonly #sent = new Map<RegionId, SentState>();

  /** @param nowMs monotonic. @param onProblem hears what was wrong with a peer's state, which is then left out. */
  constructor(
    own: Reconcilable,
    send: (to: RegionId, word: ReconciliationWord) => void,
    nowMs: () => number,
    onProblem: (problem: string) => void,
  ) {
    this.#own = own;
    this.#send = send;
    this.#nowMs = nowMs;
    this.#onProblem = onProblem;
  }

  /** What a peer had when it was heard last; undefined when it never was. */
  known(peer: RegionId): string | undefined {
    return this.#known.get(peer);
  }

  /** Asks the peers that are not known to be equal; to be called every second. */
  poll(peers: readonly RegionId[]): void {
    if (this.#own.isEmpty) return;
    const { digest } = this.#own;
    for (const peer of peers) {
      if (this.#known.get(peer) !== digest) this.#send(peer, { kind: "digest", digest, asks: true });
    }
  }

  /** Takes in what a peer said, and answers. */
  hear(from: RegionId, word: ReconciliationWord): void {
    this.#known.set(from, word.digest);
    if (word.kind === "state") {
      const merged = this.#own.merge(word.bytes);
      if (!merged.ok) {
        this.#onProblem(merged.message);
        return;
      }
    }
    const { digest, isEmpty } = this.#own;
    if (digest !== word.digest) {
      if (isEmpty) this.#send(from, { kind: "digest", digest, asks: true });
      else this.#sendState(from, digest);
    } else if (word.kind === "state" || word.asks) {
      this.#send(from, { kind: "digest", digest, asks: false });
    }
  }

  #sendState(to: RegionId, digest: string): void {
    const nowMs = this.#nowMs();
    const sent = this.#sent.get(to);
    const pauseMs = sent?.digest === digest ? STATE_REPEAT_MS : STATE_PAUSE_MS;
    if (sent !== undefined && nowMs - sent.atMs < pauseMs) return;
    this.#sent.set(to, { digest, atMs: nowMs });
    this.#send(to, { kind: "state", digest, bytes: this.#own.encode() });
  }
}
