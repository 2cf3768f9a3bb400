import type { HeartbeatDraft } from "../columns/heartbeat-draft";
import { REQUIRED_BITS, U64_BITS, U64_FIELD_COUNT } from "../columns/heartbeat-layout";
import type { U64Array } from "../columns/u64-words";

const PRIME = 0x01000193;
const BASIS = 0x811c9dc5;

/** Float and words of it share memory. */
const THROUGHPUT_WORDS = 2;

/** Makes 16 bits, not 0, of all that a heartbeat says: equal for equal heartbeats, and hardly ever for two that differ. */
export class HeartbeatContent {
  readonly #float = new Float64Array(1);
  readonly #floatWords = new Uint32Array(this.#float.buffer);

  of(draft: HeartbeatDraft): number {
    this.#float[0] = draft.signalThroughputEps;
    // How it was read must not show: what reads the usual spelling notes the required fields, the general parser does not.
    let hash = mixed(BASIS, draft.said | REQUIRED_BITS);
    hash = mixed(hash, draft.role === undefined ? 0 : draft.role.length);
    for (let i = 0; i < THROUGHPUT_WORDS; i += 1) hash = mixed(hash, this.#floatWords[i]!);
    for (let place = 0; place < U64_FIELD_COUNT; place += 1) {
      // Of an optional field that is absent, memory may hold the number of an earlier heartbeat.
      if (isSaid(draft, place)) hash = mixedU64(hash, draft.u64s, place);
    }
    for (let i = 0; i < draft.followerCount; i += 1) {
      hash = mixed(hash, draft.followerIds[i]!);
      if (draft.followerHasLag[i] === 1) hash = mixedU64(hash, draft.followerLags, i);
      if (draft.followerHasLagNs[i] === 1) hash = mixedU64(~hash, draft.followerLagsNs, i);
    }
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = (hash ^ (hash >>> 16)) & 0xffff;
    return hash === 0 ? 1 : hash;
  }
}

function isSaid(draft: HeartbeatDraft, place: number): boolean {
  return ((draft.said | REQUIRED_BITS) & U64_BITS[place]!) !== 0;
}

function mixedU64(hash: number, { words }: U64Array, i: number): number {
  return mixed(mixed(hash, words[2 * i]!), words[2 * i + 1]!);
}

/** The rotation brings what the product moves up back down: else the low bits of the result would know low bits only. */
function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, PRIME);
  return (product << 13) | (product >>> 19);
}
