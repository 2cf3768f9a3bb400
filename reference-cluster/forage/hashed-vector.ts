/** How many numbers a vector has. */
export const DIMENSIONS = 32;

/**
 * A text as a vector of length 1, without any model: each word adds 1 or takes 1 away at a place that its hash names. Texts
 * that share words are close to each other, and the same text is always the same vector; one without words is all zeros.
 */
export function hashedVector(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  for (const word of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    if (word === "") continue;
    const hash = hashOf(word);
    const place = hash % DIMENSIONS;
    vector[place] = (vector[place] ?? 0) + (hash >>> 31 === 0 ? 1 : -1);
  }
  return normalised(vector);
}

/** The cosine of the angle between two vectors of length 1: 1 for the same direction, 0 when either is all zeros. */
export function similarity(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let place = 0; place < DIMENSIONS; place += 1) sum += (a[place] ?? 0) * (b[place] ?? 0);
  return sum;
}

/** The same direction with length 1; all zeros stay what they are. */
export function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(similarity(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** FNV-1a over UTF-16 units, mixed once more because its upper bits are weak for short words. */
function hashOf(word: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < word.length; at += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x0100_0193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a_2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
