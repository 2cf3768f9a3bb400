/** What repeated measurements of one thing amount to, in the unit of the samples. */
export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/**
 * The middle, and how far the samples spread. The median, because one disturbed repetition must not move the result.
 *
 * @throws RangeError without samples, or when one is no number.
 */
export function summarize(samples: readonly number[]): Summary {
  if (samples.length === 0) throw new RangeError("expected at least one sample, got none");
  const odd = samples.find((sample) => !Number.isFinite(sample));
  if (odd !== undefined) throw new RangeError(`expected finite samples, got ${odd}`);
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    count: sorted.length,
    min: sorted[0] ?? 0,
    median: quantileOf(sorted, 0.5),
    max: sorted.at(-1) ?? 0,
  };
}

/**
 * The value below which the given part of the samples lies, between two samples on the line between them.
 *
 * @param part - 0 (the smallest) to 1 (the largest).
 * @throws RangeError without samples.
 */
export function quantile(samples: readonly number[], part: number): number {
  if (samples.length === 0) throw new RangeError("expected at least one sample, got none");
  return quantileOf(
    [...samples].sort((a, b) => a - b),
    part,
  );
}

function quantileOf(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
