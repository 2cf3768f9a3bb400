import { U16_MAX } from "../../domain/terms/ids";
import type { RegionId, ShardId } from "../../domain/terms/ids";

/** The heartbeats that a token's or user's scope `ingest` is narrowed to; what is left out is not narrowed. */
export interface IngestNarrowing {
  readonly regions?: readonly RegionId[];
  /** Ranges, both ends included. */
  readonly shards?: readonly { readonly first: ShardId; readonly last: ShardId }[];
}

/** A token or user whose scope `ingest` is narrowed: to any of these, when the same secret is configured more than once. */
export interface NarrowedSender {
  /** Such as `the token "shards"`. */
  readonly name: string;
  readonly narrowings: readonly [IngestNarrowing, ...IngestNarrowing[]];
}

/** Ranges that a message lists. */
const MAX_LISTED = 10;

/** Which heartbeats a sender may send. Asked for every one of them, so it only looks up two bits. */
export class IngestArea {
  readonly #sender: NarrowedSender;
  readonly #sentence: string;
  readonly #parts: readonly { readonly regions: U16Set | undefined; readonly shards: U16Set | undefined }[];

  constructor(sender: NarrowedSender) {
    this.#sender = sender;
    this.#sentence = sentenceOf(sender);
    this.#parts = sender.narrowings.map(({ regions, shards }) => ({
      regions: regions && new U16Set(regions.map((id) => ({ first: id, last: id }))),
      shards: shards && new U16Set(shards),
    }));
  }

  /** Whether a heartbeat of this replica may be sent. Its followers are a part of its report, wherever they are. */
  holds(shardId: ShardId, regionId: RegionId): boolean {
    for (const { regions, shards } of this.#parts) {
      if (regions?.has(regionId) !== false && shards?.has(shardId) !== false) return true;
    }
    return false;
  }

  /** What is wrong with a heartbeat that may not be sent: the field, and what it might have been. */
  refusalOf(shardId: ShardId, regionId: RegionId): { readonly field: string; readonly message: string } {
    const isRegion = this.#parts.every(({ regions }) => regions?.has(regionId) === false);
    const field = isRegion ? "region_id" : "shard_id";
    const got = isRegion ? regionId : shardId;
    return { field, message: `${field}: ${this.#sentence}, got ${got}` };
  }

  /** What to answer to a request of which no heartbeat may be sent: in words, and what may be sent. */
  get refusal(): { readonly detail: string; readonly ingest: readonly object[] } {
    const ingest = this.#sender.narrowings.map(({ regions, shards }) => ({
      ...(regions && { regions }),
      ...(shards && { shards: shards.map(rangeText) }),
    }));
    const detail = `${this.#sentence}, and the request has no other; see ingest under auth in the configuration`;
    return { detail, ingest };
  }
}

function sentenceOf({ name, narrowings }: NarrowedSender): string {
  const areas = narrowings.map(({ regions, shards }) =>
    [
      ...(shards ? [listed("shard", shards.map(rangeText))] : []),
      ...(regions ? [listed("region", regions.map(String))] : []),
    ].join(" in "),
  );
  return `${name} may send heartbeats of ${areas.join(", or of ")} only`;
}

/** A set of numbers from 0 to 65535, a bit for each. */
class U16Set {
  readonly #words = new Uint32Array((U16_MAX + 1) / 32);

  constructor(ranges: readonly { readonly first: number; readonly last: number }[]) {
    for (const { first, last } of ranges) {
      for (let id = first; id <= last; id += 1) {
        const word = id >>> 5;
        this.#words[word] = (this.#words[word] ?? 0) | (1 << (id & 31));
      }
    }
  }

  has(id: number): boolean {
    return ((this.#words[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0;
  }
}

function rangeText({ first, last }: { readonly first: number; readonly last: number }): string {
  return first === last ? String(first) : `${first}-${last}`;
}

function listed(what: string, texts: readonly string[]): string {
  const [first = ""] = texts;
  if (texts.length === 1 && !first.includes("-")) return `${what} ${first}`;
  const hidden = texts.length - MAX_LISTED;
  return `${what}s ${texts.slice(0, MAX_LISTED).join(", ")}${hidden > 0 ? ` and ${hidden} more` : ""}`;
}
