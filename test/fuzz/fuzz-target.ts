import type { Random } from "./engine/random";

/** One piece of the program that eats foreign bytes, and what must hold whatever they are. */
export interface FuzzTarget {
  /** Kebab-case; also the name of its folder in the corpus. */
  readonly name: string;
  /** What must hold, in one sentence. */
  readonly claim: string;
  /** An input that is likely to get deep: valid, or nearly. Mutations make the rest. */
  readonly generate: (random: Random) => string | Uint8Array;
  /**
   * Feeds one input and checks what comes of it.
   *
   * @throws when the claim does not hold; that is a finding.
   */
  readonly check: (input: Uint8Array) => void | Promise<void>;
  /** What `check` needs to be running; the function that it returns ends it. */
  readonly start?: () => Promise<() => Promise<void>>;
  /** Longest input that mutations make, in bytes. Default: 4096. */
  readonly maxBytes?: number;
}
