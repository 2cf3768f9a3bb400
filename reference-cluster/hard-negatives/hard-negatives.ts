import type { Result } from "#exporter/domain/terms/result";
import { isLater, laterOf } from "../crdt/hlc-stamp";
import type { HlcStamp } from "../crdt/hlc-stamp";
import { LWWRegister } from "../crdt/lww-register";
import type {
  HidesOfNode,
  NegativeKind,
  NegativeOperation,
  NegativeRecord,
  NegativeSubject,
  NegativeWord,
} from "./negative-operation";

/** Pairs of a user and an item that one region may add, at most. */
const MOST_SUBJECTS = 20_000;

interface Entry {
  readonly register: LWWRegister<NegativeWord>;
  readonly hides: Map<number, HidesOfNode>;
}

/**
 * What users do not want to see, as one region knows it. Something is hidden while the hide of any region stands: the union
 * over regions, and not the last word alone, because a clock that is wrong by seconds must not show to a user what they hid.
 *
 * An unhide takes a hide back only if it is later and the hide was known where the user said so. What was hidden elsewhere in the
 * meantime stays hidden.
 */
export class HardNegatives {
  readonly #entries = new Map<string, Entry>();
  readonly #mostSubjects: number;

  constructor(mostSubjects = MOST_SUBJECTS) {
    this.#mostSubjects = mostSubjects;
  }

  /** Pairs of a user and an item of which anything is known. */
  get size(): number {
    return this.#entries.size;
  }

  isHidden(subject: NegativeSubject): boolean {
    return this.isKeyHidden(keyOf(subject));
  }

  /** The same by the key of a {@link NegativeRecord}. */
  isKeyHidden(key: string): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    return [...entry.hides.values()].some(stands);
  }

  /** What the user said last, in whichever region; undefined when nothing. */
  lastWord(subject: NegativeSubject): NegativeWord | undefined {
    return this.#entries.get(keyOf(subject))?.register.written?.value;
  }

  /** A user hides something here. Refused when this region has no room for another subject. */
  hide(subject: NegativeSubject, word: NegativeKind, stamp: HlcStamp): Result<NegativeOperation> {
    if (this.size >= this.#mostSubjects && !this.#entries.has(keyOf(subject))) {
      return { ok: false, message: `hard negatives: expected at most ${this.#mostSubjects}, got one more` };
    }
    const operation: NegativeOperation = { ...subject, word, stamp };
    this.apply(operation);
    return { ok: true, value: operation };
  }

  /**
   * A user takes back what they hid, as far as it is known here. Refused when nothing is hidden, or when a hide is not earlier
   * than `stamp`.
   */
  unhide(subject: NegativeSubject, stamp: HlcStamp): Result<NegativeOperation> {
    const standing = [...(this.#entries.get(keyOf(subject))?.hides.values() ?? [])].filter(stands);
    if (standing.length === 0)
      return { ok: false, message: "unhide: nothing is hidden that could be shown again" };
    const clears = standing.flatMap(({ hiddenAt }) => hiddenAt ?? []);
    if (!clears.every((hiddenAt) => isLater(stamp, hiddenAt))) {
      return {
        ok: false,
        message: "unhide: expected a stamp later than every hide that is known; stamp it anew",
      };
    }
    const operation: NegativeOperation = { ...subject, word: "unhide", stamp, clears };
    this.apply(operation);
    return { ok: true, value: operation };
  }

  /** Takes in a word of a user from anywhere. @returns whether anything changed. */
  apply(operation: NegativeOperation): boolean {
    const { word, stamp } = operation;
    const hides: readonly (readonly [number, HidesOfNode])[] =
      word === "unhide"
        ? operation.clears
            .filter((clearedThrough) => isLater(stamp, clearedThrough))
            .map((clearedThrough) => [clearedThrough.nodeId, { clearedThrough }] as const)
        : [[stamp.nodeId, { hiddenAt: stamp }]];
    return this.merge({ key: keyOf(operation), register: { value: word, stamp }, hides });
  }

  /** Takes in what another region knows about one subject. @returns whether anything changed. */
  merge({ key, register, hides }: NegativeRecord): boolean {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { register: new LWWRegister(), hides: new Map() };
      this.#entries.set(key, entry);
    }
    let changed = entry.register.write(register.value, register.stamp);
    for (const [nodeId, other] of hides) {
      const own = entry.hides.get(nodeId);
      const hiddenAt = laterOf(other.hiddenAt, own?.hiddenAt);
      const clearedThrough = laterOf(other.clearedThrough, own?.clearedThrough);
      const news = isNews(other.hiddenAt, own?.hiddenAt) || isNews(other.clearedThrough, own?.clearedThrough);
      if (!news) continue;
      entry.hides.set(nodeId, { hiddenAt, clearedThrough });
      changed = true;
    }
    return changed;
  }

  /** Everything that is known, by key; the same for equal regions. */
  records(): NegativeRecord[] {
    return [...this.#entries.keys()].sort().flatMap((key) => this.record(key) ?? []);
  }

  record(key: string): NegativeRecord | undefined {
    const entry = this.#entries.get(key);
    if (entry?.register.written === undefined) return undefined;
    return { key, register: entry.register.written, hides: [...entry.hides].sort(([a], [b]) => a - b) };
  }

  /** Whether a merge of that record would change anything. */
  lacks({ key, register, hides }: NegativeRecord): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined || isNews(register.stamp, entry.register.written?.stamp)) return true;
    return hides.some(([nodeId, { hiddenAt, clearedThrough }]) => {
      const own = entry.hides.get(nodeId);
      return isNews(hiddenAt, own?.hiddenAt) || isNews(clearedThrough, own?.clearedThrough);
    });
  }
}

function keyOf({ userId, itemId }: NegativeSubject): string {
  return `${userId}/${itemId}`;
}

/** Whether the hide of a region has not been taken back. */
function stands({ hiddenAt, clearedThrough }: HidesOfNode): boolean {
  return hiddenAt !== undefined && isLater(hiddenAt, clearedThrough);
}

function isNews(other: HlcStamp | undefined, own: HlcStamp | undefined): boolean {
  return other !== undefined && isLater(other, own);
}
