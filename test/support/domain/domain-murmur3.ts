/**
 * MurmurHash3 x86 32-bit over any bytes, written from the algorithm's description and without regard to speed. The yardstick
 * for the unrolled one in `src/domain/placement/placement.ts`; itself checked against published results.
 */
export function murmur3(bytes: Uint8Array, seed: number): number {
  let hash = BigInt(seed);
  for (let offset = 0; offset < bytes.length; offset += 4) {
    const block = bytes.subarray(offset, offset + 4);
    const word = block.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
    hash ^= u32(rotateLeft(u32(word * 0xcc9e2d51n), 15n) * 0x1b873593n);
    if (block.length === 4) hash = u32(rotateLeft(hash, 13n) * 5n + 0xe6546b64n);
  }
  hash ^= BigInt(bytes.length);
  hash = u32((hash ^ (hash >> 16n)) * 0x85ebca6bn);
  hash = u32((hash ^ (hash >> 13n)) * 0xc2b2ae35n);
  return Number(hash ^ (hash >> 16n));
}

/** The 18 bytes that placement hashes: tenant u64, entity u64, shard u16, little-endian. */
export function placementKey(tenantId: bigint, entityId: bigint, shardId: number): Uint8Array {
  const key = new DataView(new ArrayBuffer(18));
  key.setBigUint64(0, tenantId, true);
  key.setBigUint64(8, entityId, true);
  key.setUint16(16, shardId, true);
  return new Uint8Array(key.buffer);
}

function u32(value: bigint): bigint {
  return BigInt.asUintN(32, value);
}

function rotateLeft(word: bigint, bits: bigint): bigint {
  return u32((word << bits) | (word >> (32n - bits)));
}
