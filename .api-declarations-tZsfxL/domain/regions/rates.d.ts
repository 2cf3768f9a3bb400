/** The sum of two rates, held at the largest finite number: two heartbeats must not add up to what JSON cannot say. */
export declare function addRates(a: number, b: number): number;
