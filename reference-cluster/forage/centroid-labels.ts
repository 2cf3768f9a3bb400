import { DIMENSIONS, hashedVector, normalised, similarity } from "./hashed-vector";

/** A text that is known to belong to a label. */
export interface LabelledText {
  readonly label: string;
  readonly text: string;
}

/** Labels by what texts are close to: each label is the centroid of its examples, and a text gets that of the nearest one. */
export class CentroidLabels {
  /** In the order of their names, so that examples in another order give the same labels. */
  readonly names: readonly string[];
  readonly #centroids: readonly Float32Array[];

  /** @throws RangeError when there is no example. */
  constructor(examples: readonly LabelledText[]) {
    if (examples.length === 0) throw new RangeError("labels: expected at least one example, got none");
    this.names = [...new Set(examples.map(({ label }) => label))].sort();
    this.#centroids = this.names.map((name) => {
      // Sorted, because sums of floating-point numbers depend on their order.
      const texts = examples.filter(({ label }) => label === name).map(({ text }) => text);
      return centroidOf(texts.sort().map(hashedVector));
    });
  }

  /** The number of the label whose centroid is nearest; of several the first, as for a text without words. */
  nearest(vector: Float32Array): number {
    let nearest = 0;
    let most = -Infinity;
    for (const [label, centroid] of this.#centroids.entries()) {
      const close = similarity(vector, centroid);
      if (close <= most) continue;
      nearest = label;
      most = close;
    }
    return nearest;
  }
}

function centroidOf(vectors: readonly Float32Array[]): Float32Array {
  const sum = new Float32Array(DIMENSIONS);
  for (const vector of vectors) {
    for (let place = 0; place < DIMENSIONS; place += 1) sum[place] = (sum[place] ?? 0) + (vector[place] ?? 0);
  }
  return normalised(sum);
}
