/** The sum of two rates, held at the largest finite number: two heartbeats must not add up to what JSON cannot say. */
export function addRates(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_VALUE);
}
