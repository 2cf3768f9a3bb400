import { blake3 } from "@noble/hashes/blake3";
import type { Result } from "#exporter/domain/terms/result";
import { HardNegatives } from "../hard-negatives/hard-negatives";
import { mergePackedNegatives, packNegatives } from "../hard-negatives/negative-encoding";
import type { PackedNegative } from "../hard-negatives/negative-encoding";
import type { ReconcilableState } from "./reconciliation-engine";
import { SignalLedger } from "./signal-ledger";

const CHECKSUM_BYTES = 16;

type PackedCopy = readonly [
  nodeId: number,
  writes: number,
  score: number,
  updatedAtNs: string,
  ...buckets: readonly number[],
];

/** What lies in the bytes, as JSON: one side may be a file of an earlier start, so the names stay. */
interface PackedState {
  readonly counts: readonly (readonly [nodeId: number, positive: string, negative: string])[];
  readonly signals: readonly (readonly [key: string, copies: readonly PackedCopy[]])[];
  readonly negatives: readonly PackedNegative[];
}

/** A state as bytes that equal states have in common, behind the first 16 bytes of their BLAKE3. */
export function encodeState({ signals, negatives }: ReconcilableState): Buffer {
  const packed: PackedState = {
    counts: packCounts(signals),
    signals: signals.keys.map((key) => [key, packCopies(signals, key)]),
    negatives: packNegatives(negatives),
  };
  const content = Buffer.from(JSON.stringify(packed));
  return Buffer.concat([blake3(content, { dkLen: CHECKSUM_BYTES }), content]);
}

/** The state that {@link encodeState} wrote, or why the bytes are none: the checksum stands for everything behind it. */
export function decodeState(bytes: Buffer): Result<ReconcilableState> {
  const content = bytes.subarray(CHECKSUM_BYTES);
  if (!bytes.subarray(0, CHECKSUM_BYTES).equals(blake3(content, { dkLen: CHECKSUM_BYTES }))) {
    return { ok: false, message: `state: the checksum of these ${bytes.length} bytes does not match` };
  }
  const packed = JSON.parse(content.toString()) as PackedState;
  const signals = new SignalLedger();
  for (const [key, copies] of packed.signals) {
    for (const [nodeId, writes, score, updatedAtNs, ...buckets] of copies) {
      signals.mergeCopy(key, nodeId, { writes, score, updatedAtNs: BigInt(updatedAtNs), buckets });
    }
  }
  for (const [nodeId, positive, negative] of packed.counts) {
    signals.counts.mergeNode(nodeId, { positive: BigInt(positive), negative: BigInt(negative) });
  }
  const negatives = new HardNegatives();
  mergePackedNegatives(negatives, packed.negatives);
  return { ok: true, value: { signals, negatives } };
}

/** By node, how much it has counted: equal ledgers have equal ones, since each node counts whatever it takes in. */
export function packCounts({ counts }: SignalLedger): PackedState["counts"] {
  return counts.nodes.map((nodeId) => {
    const { positive, negative } = counts.of(nodeId);
    return [nodeId, String(positive), String(negative)];
  });
}

function packCopies(signals: SignalLedger, key: string): PackedCopy[] {
  const state = signals.state(key);
  return (state?.nodes ?? []).flatMap((nodeId) => {
    const copy = state?.of(nodeId);
    if (copy === undefined) return [];
    return [[nodeId, copy.writes, copy.score, String(copy.updatedAtNs), ...copy.buckets] as const];
  });
}
