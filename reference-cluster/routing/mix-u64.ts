/**
 * Spreads a u64 over the whole u64 space so that neighbours end up far apart, one to one: the finalizer of the
 * SplitMix64 generator (Steele, Lea, Flood 2014).
 */
export function mixU64(value: bigint): bigint {
  let mixed = BigInt.asUintN(64, value);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d0_49bb_1331_11ebn);
  return mixed ^ (mixed >> 31n);
}
