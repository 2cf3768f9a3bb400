import type { FuzzTarget } from "../fuzz-target";
import { CoverageMap } from "./coverage-map";
import { minimise } from "./minimise";
import { Mutator } from "./mutator";
import { Random } from "./random";

/** One input may take this long; what takes longer is as good as a hang to those who wait behind it. */
const SLOW_MS = 1_000;
const SLOW_TRIES = 3;
/** Inputs between two looks at the time. */
const ROUND = 64;
/** One input in so many is generated, the others are mutations of those that found something. */
const FRESH_ONE_IN = 5;
const DEFAULT_MAX_BYTES = 4096;

/** What to try, and for how long. */
export interface CampaignOptions {
  readonly seed: number;
  readonly milliseconds: number;
  /** Inputs after which it ends, if the time is not over before. */
  readonly rounds?: number;
  /** Inputs to begin with. */
  readonly corpus: readonly Uint8Array[];
  /** Texts that the code under test knows. Called when it has been loaded. */
  readonly dictionary: () => readonly string[];
  /** Told of every input before it is tried, so that somebody knows it when it never ends. */
  readonly onInput: (input: Uint8Array) => void;
}

/** An input for which a claim does not hold. */
export interface Finding {
  /** As small as it could be made. */
  readonly input: Uint8Array;
  readonly message: string;
}

/** What became of a campaign. */
export interface CampaignReport {
  readonly tried: number;
  /** Different (place in the code, order of magnitude of its runs) pairs that were reached. */
  readonly points: number;
  /** Inputs that reached something which none before them had. */
  readonly interesting: number;
  /** Those of them that ran a place in our own sources which neither the corpus nor an earlier one had. */
  readonly worthKeeping: readonly Uint8Array[];
  /** The first one; the campaign ends with it. */
  readonly finding?: Finding;
}

/** Throws generated and mutated inputs at one target until the time or the rounds are over or its claim does not hold. */
export async function runCampaign(target: FuzzTarget, options: CampaignOptions): Promise<CampaignReport> {
  const stop = await target.start?.();
  try {
    return await new Campaign(target, options).run();
  } finally {
    await stop?.();
  }
}

class Campaign {
  readonly #target: FuzzTarget;
  readonly #options: CampaignOptions;
  readonly #random: Random;
  readonly #coverage = new CoverageMap();
  readonly #interesting: Uint8Array[] = [];
  readonly #worthKeeping: Uint8Array[] = [];
  #tried = 0;

  constructor(target: FuzzTarget, options: CampaignOptions) {
    this.#target = target;
    this.#options = options;
    this.#random = new Random(options.seed);
  }

  async run(): Promise<CampaignReport> {
    const finding = await this.#search();
    const smallest = finding && (await this.#smallest(finding));
    return {
      tried: this.#tried,
      points: this.#coverage.points,
      interesting: this.#interesting.length,
      worthKeeping: this.#worthKeeping,
      ...(smallest && { finding: smallest }),
    };
  }

  async #search(): Promise<Finding | undefined> {
    const endMs = performance.now() + this.#options.milliseconds;
    for (const input of this.#options.corpus) {
      const message = await this.#try(input);
      if (message !== undefined) return { input, message };
    }
    this.#worthKeeping.length = 0;
    const { maxBytes = DEFAULT_MAX_BYTES } = this.#target;
    const { rounds = Infinity } = this.#options;
    const mutator = new Mutator(this.#random, this.#options.dictionary(), maxBytes);
    do {
      for (let i = 0; i < ROUND; i += 1) {
        const input = this.#next(mutator);
        const message = await this.#try(input);
        if (message !== undefined) return { input, message };
      }
    } while (this.#tried < rounds && performance.now() < endMs);
    return undefined;
  }

  #next(mutator: Mutator): Uint8Array {
    const random = this.#random;
    if (this.#interesting.length === 0 || random.oneIn(FRESH_ONE_IN)) {
      const fresh = this.#target.generate(random);
      return typeof fresh === "string" ? Buffer.from(fresh) : fresh;
    }
    // The later of two: what was found last leads on more often.
    const count = this.#interesting.length;
    const parent = this.#interesting[Math.max(random.below(count), random.below(count))];
    return mutator.mutate(parent ?? Buffer.of(), random.pick(this.#interesting));
  }

  /** Tries one input and remembers it if it reached anything new. Returns why the claim does not hold, if so. */
  async #try(input: Uint8Array): Promise<string | undefined> {
    this.#tried += 1;
    const message = await this.#failure(input);
    const reached = this.#coverage.take();
    if (reached !== "nothing") this.#interesting.push(input);
    if (reached === "place") this.#worthKeeping.push(input);
    return message;
  }

  async #failure(input: Uint8Array): Promise<string | undefined> {
    this.#options.onInput(input);
    const startMs = performance.now();
    try {
      const checking = this.#target.check(input);
      if (checking !== undefined) {
        // A target that waits for others says itself how long it waits.
        await checking;
        return undefined;
      }
    } catch (error) {
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    return performance.now() - startMs > SLOW_MS ? this.#slowness(input) : undefined;
  }

  /** Tries a slow input again: on a busy machine anything is slow once. */
  async #slowness(input: Uint8Array): Promise<string | undefined> {
    const startMs = performance.now();
    for (let i = 0; i < SLOW_TRIES; i += 1) {
      const beganMs = performance.now();
      await this.#target.check(input);
      if (performance.now() - beganMs <= SLOW_MS) return undefined;
    }
    const tookMs = (performance.now() - startMs) / SLOW_TRIES;
    return `took ${Math.round(tookMs)} ms, expected at most ${SLOW_MS}`;
  }

  async #smallest(finding: Finding): Promise<Finding> {
    const input = await minimise(
      finding.input,
      async (smaller) => (await this.#failure(smaller)) !== undefined,
    );
    return { input, message: (await this.#failure(input)) ?? finding.message };
  }
}
