import type { HlcStamp } from "../crdt/hlc-stamp";

/** How a user can say that something is not to be shown any more. */
export const NEGATIVE_KINDS = ["hide", "mute", "block"] as const;

export type NegativeKind = (typeof NEGATIVE_KINDS)[number];

/** What a user said last about something. */
export type NegativeWord = NegativeKind | "unhide";

/** A user and the item or author that is not to be shown to them, both u64. */
export interface NegativeSubject {
  readonly userId: bigint;
  readonly itemId: bigint;
}

/** One word of a user, as it travels between regions. Applying it again changes nothing. */
export type NegativeOperation = NegativeSubject & { readonly stamp: HlcStamp } & (
    | { readonly word: NegativeKind }
    /** `clears`: the latest hide of each region that was known where the user took it back. */
    | { readonly word: "unhide"; readonly clears: readonly HlcStamp[] }
  );

/** What a region knows of the hides of one region. */
export interface HidesOfNode {
  /** Its latest hide. */
  readonly hiddenAt?: HlcStamp | undefined;
  /** The latest of its hides that an unhide has taken back. */
  readonly clearedThrough?: HlcStamp | undefined;
}

/** All that is known about one user and one item, as it is merged. */
export interface NegativeRecord {
  readonly key: string;
  readonly register: { readonly value: NegativeWord; readonly stamp: HlcStamp };
  /** By node. */
  readonly hides: readonly (readonly [nodeId: number, hides: HidesOfNode])[];
}
