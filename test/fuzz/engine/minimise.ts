/** Tries that making one finding smaller may cost. */
const MAX_TRIES = 3_000;

/**
 * A smaller input that still fails: takes away ever smaller pieces as long as that keeps it failing. Stops at what no
 * longer gets smaller by taking away any one byte, or after a few thousand tries.
 */
export async function minimise(
  input: Uint8Array,
  fails: (input: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array> {
  let smallest = input;
  let tries = 0;
  for (let size = Math.ceil(input.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < smallest.length && tries < MAX_TRIES; tries += 1) {
      const shorter = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + size)]);
      if (await fails(shorter)) smallest = shorter;
      else at += size;
    }
  }
  return smallest;
}
