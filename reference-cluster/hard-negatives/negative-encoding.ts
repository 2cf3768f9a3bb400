import type { HlcStamp } from "../crdt/hlc-stamp";
import type { HardNegatives } from "./hard-negatives";
import type { HidesOfNode, NegativeWord } from "./negative-operation";

/** A stamp as JSON has it. */
export type PackedStamp = readonly [wallNs: string, logical: number, nodeId: number];

type PackedHides = readonly [
  nodeId: number,
  hiddenAt: PackedStamp | null,
  clearedThrough: PackedStamp | null,
];

/** What is known about one user and one item as JSON has it. It lies in files of earlier starts, so its shape stays. */
export type PackedNegative = readonly [
  key: string,
  value: NegativeWord,
  stamp: PackedStamp,
  hides: readonly PackedHides[],
];

/** Everything that is known, by key; the same for equal regions. */
export function packNegatives(negatives: HardNegatives): readonly PackedNegative[] {
  return negatives
    .records()
    .map(({ key, register, hides }) => [
      key,
      register.value,
      packStamp(register.stamp),
      hides.map(packHides),
    ]);
}

/** Takes in what {@link packNegatives} wrote. */
export function mergePackedNegatives(negatives: HardNegatives, packed: readonly PackedNegative[]): void {
  for (const [key, value, stamp, hides] of packed) {
    const register = { value, stamp: unpackStamp(stamp) };
    negatives.merge({ key, register, hides: hides.map(unpackHides) });
  }
}

/** JSON has no numbers of 64 bits. */
export function packStamp({ wallNs, logical, nodeId }: HlcStamp): PackedStamp {
  return [String(wallNs), logical, nodeId];
}

/** The stamp that {@link packStamp} wrote. */
export function unpackStamp([wallNs, logical, nodeId]: PackedStamp): HlcStamp {
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
