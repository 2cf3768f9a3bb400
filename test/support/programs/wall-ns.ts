let calls = 0n;

/** Our wall clock in nanoseconds, `agoMs` before; with the same `agoMs` later at each call, also within a millisecond. */
export function wallNs(agoMs = 0): bigint {
  calls += 1n;
  return BigInt(Date.now() - agoMs) * 1_000_000n + (calls % 1_000_000n);
}
