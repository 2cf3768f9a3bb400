import { SeededGenerator } from "../../seeded-generator";

function numbers(seed: number, count: number): number[] {
  const generator = new SeededGenerator(seed);
  return Array.from({ length: count }, () => generator.next());
}

describe("the seeded generator", () => {
  test("gives the same numbers for the same seed, and others for another", () => {
    expect(numbers(1, 20)).toEqual(numbers(1, 20));
    expect(numbers(1, 20)).not.toEqual(numbers(2, 20));
  });

  test("stays between 0 and 1 and fills the space evenly", () => {
    const drawn = numbers(7, 10_000);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThan(1);
    expect(drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toBeCloseTo(0.5, 1);
  });
});
