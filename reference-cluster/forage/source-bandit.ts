/** Which source fills a place of a feed, and whether that is to learn about the source and not because it is the best. */
export interface Choice {
  readonly source: number;
  readonly isExploring: boolean;
}

/** What is known about one source. */
export interface SourceRecord {
  /** Answers that were counted. */
  readonly answers: number;
  /** Their mean, 0 to 1; 0 before the first. */
  readonly meanReward: number;
  /** Times that it was chosen to learn about it. */
  readonly explored: number;
}

/**
 * A multi-armed bandit over sources with a budget for exploration. It would take the source with the highest upper confidence
 * bound (UCB1); where that is not the best one known, the choice is exploration, and at no moment is that more than
 * `budget` of all choices. Once sources are known well enough, the bound asks for less than the budget allows.
 */
export class SourceBandit {
  readonly #budget: number;
  readonly #answers: number[];
  readonly #rewards: number[];
  readonly #explored: number[];
  #choices = 0;
  #explorations = 0;
  #allAnswers = 0;

  /** @throws RangeError when there is no source, or the budget is not from 0 to 1. */
  constructor(sources: number, budget: number) {
    if (sources < 1) throw new RangeError(`sources: expected at least one, got ${sources}`);
    if (!(budget >= 0 && budget <= 1)) {
      throw new RangeError(`exploration budget: expected a share from 0 to 1, got ${budget}`);
    }
    this.#budget = budget;
    this.#answers = new Array<number>(sources).fill(0);
    this.#rewards = new Array<number>(sources).fill(0);
    this.#explored = new Array<number>(sources).fill(0);
  }

  /** Choices so far. */
  get choices(): number {
    return this.#choices;
  }

  /** Those that were exploration. */
  get explorations(): number {
    return this.#explorations;
  }

  get records(): readonly SourceRecord[] {
    return this.#answers.map((answers, source) => ({
      answers,
      meanReward: this.#mean(source),
      explored: this.#explored[source] ?? 0,
    }));
  }

  choose(): Choice {
    this.#choices += 1;
    const best = this.#highest((source) => this.#mean(source));
    const hopeful = this.#highest((source) => this.#upperBound(source));
    if (hopeful === best || this.#explorations + 1 > this.#budget * this.#choices) {
      return { source: best, isExploring: false };
    }
    this.#explorations += 1;
    this.#explored[hopeful] = (this.#explored[hopeful] ?? 0) + 1;
    return { source: hopeful, isExploring: true };
  }

  /** Counts what came of a choice, from 0 (nothing) to 1; values beyond are taken for these. */
  answer(source: number, reward: number): void {
    if (this.#answers[source] === undefined) return;
    this.#answers[source] += 1;
    this.#rewards[source] = (this.#rewards[source] ?? 0) + Math.min(1, Math.max(0, reward));
    this.#allAnswers += 1;
  }

  #mean(source: number): number {
    const answers = this.#answers[source] ?? 0;
    return answers === 0 ? 0 : (this.#rewards[source] ?? 0) / answers;
  }

  #upperBound(source: number): number {
    const answers = this.#answers[source] ?? 0;
    if (answers === 0) return Infinity;
    return this.#mean(source) + Math.sqrt((2 * Math.log(this.#allAnswers)) / answers);
  }

  /** The source with the highest value; of several the one that was explored least, so that all have their turn. */
  #highest(valueOf: (source: number) => number): number {
    let highest = 0;
    let most = -Infinity;
    for (let source = 0; source < this.#answers.length; source += 1) {
      const value = valueOf(source);
      const isTurn = value === most && (this.#explored[source] ?? 0) < (this.#explored[highest] ?? 0);
      if (value <= most && !isTurn) continue;
      highest = source;
      most = value;
    }
    return highest;
  }
}
