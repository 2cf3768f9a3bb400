import { blake3 } from "@noble/hashes/blake3";
import type { Result } from "#exporter/domain/terms/result";
import type { HlcStamp } from "../crdt/hlc-stamp";
import { HardNegatives } from "../hard-negatives/hard-negatives";
import type { HidesOfNode, NegativeWord } from "../hard-negatives/negative-operation";
import type { ReconcilableState } from "./reconciliation-engine";
import { SignalLedger } from "./signal-ledger";

const CHECKSUM_BYTES = 16;

type PackedStamp = readonly [wallNs: string, logical: number, nodeId: number];
type PackedHides = readonly [
  nodeId: number,
  hiddenAt: PackedStamp | null,
  clearedThrough: PackedStamp | null,
];
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
  readonly negatives: readonly (readonly [
    key: string,
    value: NegativeWord,
    stamp: PackedStamp,
    hides: readonly PackedHides[],
  ])[];
}

/** A state as bytes that equal states have in common, behind the first 16 bytes of their BLAKE3. */
export function encodeState({ signals, negatives }: ReconcilableState): Buffer {
  const packed: PackedState = {
    counts: packCounts(signals),
    signals: signals.keys.map((key) => [key, packCopies(signals, key)]),
    negatives: negatives
      .records()
      .map(({ key, register, hides }) => [
        key,
        register.value,
        packStamp(register.stamp),
        hides.map(packHides),
      ]),
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
  for (const [key, value, stamp, hides] of packed.negatives) {
    const register = { value, stamp: unpackStamp(stamp) };
    negatives.merge({ key, register, hides: hides.map(unpackHides) });
  }
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

function packStamp({ wallNs, logical, nodeId }: HlcStamp): PackedStamp {
  return [String(wallNs), logical, nodeId];
}

function unpackStamp([wallNs, logical, nodeId]: PackedStamp): HlcStamp {
  return { wallNs: BigInt(wallNs), logical, nodeId };
}

function packHides([nodeId, { hiddenAt, clearedThrough }]: readonly [number, HidesOfNode]): PackedHides {
  return [nodeId, hiddenAt ? packStamp(hiddenAt) : null, clearedThrough ? packStamp(clearedThrough) : null];
}

function unpackHides([nodeId, hiddenAt, clearedThrough]: PackedHides): readonly [number, HidesOfNode] {
  return [
    nodeId,
    {
      hiddenAt: hiddenAt ? unpackStamp(hiddenAt) : undefined,
      clearedThrough: clearedThrough ? unpackStamp(clearedThrough) : undefined,
    },
  ];
}
