import * as fc from "fast-check";
import { propertyRuns, triesAll } from "../../../../test/support/property-runs";
import { SourceBandit } from "../../../forage/source-bandit";
import { SeededGenerator } from "../../../seeded-generator";

const MEANS = [0.5, 0.3, 0.6, 0.2];
const BUDGET = 0.1;

/** Plays so many rounds with sources of known worth. @returns what was lost to always taking the best, and the bandit. */
function play(
  rounds: number,
  seed: number,
  budget = BUDGET,
): { readonly regret: number; readonly bandit: SourceBandit } {
  const bandit = new SourceBandit(MEANS.length, budget);
  const generator = new SeededGenerator(seed);
  let regret = 0;
  for (let round = 0; round < rounds; round += 1) {
    const { source } = bandit.choose();
    const mean = MEANS[source] ?? 0;
    regret += Math.max(...MEANS) - mean;
    bandit.answer(source, generator.next() < mean ? 1 : 0);
  }
  return { regret, bandit };
}

describe("a bandit with a budget", () => {
  test("never spends more on exploration than its budget, at no moment and whatever comes of its choices", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.option(fc.double({ min: -1, max: 2, noNaN: true })), { maxLength: 200 }),
        (sources, budget, rewards) => {
          const bandit = new SourceBandit(sources, budget);
          let explorations = 0;
          for (const [round, reward] of rewards.entries()) {
            const { source, isExploring } = bandit.choose();
            expect(source >= 0 && source < sources).toBe(true);
            if (isExploring) explorations += 1;
            expect(explorations).toBeLessThanOrEqual(budget * (round + 1));
            // Some choices never get an answer, as when nobody looked at the feed.
            if (reward !== null) bandit.answer(source, reward);
          }
          expect([bandit.choices, bandit.explorations]).toEqual([rewards.length, explorations]);
          for (const { meanReward } of bandit.records) expect(meanReward >= 0 && meanReward <= 1).toBe(true);
        },
      ),
      propertyRuns(3_000),
    );
  });

  test("loses ever less: four times the rounds cost far less than four times the regret, over twenty runs", () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed + 1);
    const total = (rounds: number): number => seeds.reduce((sum, seed) => sum + play(rounds, seed).regret, 0);
    const rounds = triesAll() ? 4_000 : 1_000;
    expect(total(4 * rounds) / total(rounds)).toBeLessThan(2.5);
  });

  test("asks every source again and again, the worst too, and mostly the best", () => {
    const { bandit } = play(16_000, 1);
    const answers = bandit.records.map((record) => record.answers);
    for (const count of answers) expect(count).toBeGreaterThan(20);
    expect(answers.indexOf(Math.max(...answers))).toBe(2);
    const earlier = play(4_000, 1).bandit.records.map((record) => record.answers);
    for (const [source, count] of answers.entries()) expect(count).toBeGreaterThan(earlier[source] ?? 0);
  });

  test("without a budget takes what it knows, and with one the best that nobody had shown it", () => {
    expect(play(1_000, 1, 0).bandit.records.map(({ answers }) => answers)).toEqual([1_000, 0, 0, 0]);
  });

  test.each([
    [0, 0.1, "sources: expected at least one, got 0"],
    [2, 1.1, "exploration budget: expected a share from 0 to 1, got 1.1"],
    [2, NaN, "exploration budget: expected a share from 0 to 1, got NaN"],
  ])("refuses %p sources with a budget of %p", (sources, budget, message) => {
    expect(() => new SourceBandit(sources, budget)).toThrow(message);
  });

  test("takes no answer about a source that there is not", () => {
    const bandit = new SourceBandit(1, 0);
    bandit.answer(5, 1);
    expect(bandit.records).toEqual([{ answers: 0, meanReward: 0, explored: 0 }]);
  });
});
