/** How much of its full number of runs a property test makes in a quick run. */
const QUICK_SHARE = 1 / 40;
/** How many it makes at the least, and which share of those that have few because each of them is costly. */
const QUICK_LEAST = 10;
const QUICK_SHARE_OF_FEW = 1 / 10;

/** What fast-check is given. Without a seed it draws one of its own, and says which when a property fails. */
export interface PropertyRuns {
  readonly numRuns: number;
  readonly seed?: number;
}

/**
 * How often, and from which seed, a property is tried: `fc.assert(property, propertyRuns(1_000))`.
 *
 * `full` is the number of runs under `PROPERTY_RUNS=all`, as `.ci/run` sets it; `npm test` makes a share of them. The seed
 * is `PROPERTY_SEED`, which scripts/jest-property-seed.cjs draws once for all test files and prints.
 *
 * @throws Error when either variable says what it cannot mean
 */
export function propertyRuns(full = 100, environment: NodeJS.ProcessEnv = process.env): PropertyRuns {
  const numRuns = runsOf(full, environment);
  const { PROPERTY_SEED: seed } = environment;
  if (seed === undefined) return { numRuns };
  if (!/^-?\d{1,10}$/.test(seed)) throw new Error(`PROPERTY_SEED is "${seed}"; expected a whole number`);
  return { numRuns, seed: Number(seed) };
}

/** Whether everything is tried that there is to try: for what is too slow for `npm test` and is no property of fast-check. */
export function triesAll({ PROPERTY_RUNS: runs }: NodeJS.ProcessEnv = process.env): boolean {
  if (runs === undefined || runs === "all") return runs === "all";
  throw new Error(`PROPERTY_RUNS is "${runs}"; expected "all", or no such variable for few runs`);
}

/** The number of rounds of a test that goes round by itself, by the same rule. */
export function runsOf(full: number, environment: NodeJS.ProcessEnv = process.env): number {
  if (triesAll(environment)) return full;
  return Math.max(
    Math.round(full * QUICK_SHARE),
    Math.min(QUICK_LEAST, Math.ceil(full * QUICK_SHARE_OF_FEW)),
  );
}

/**
 * Which rows of a table that costs much are tried: all under `PROPERTY_RUNS=all`, `quick` of them in a quick run, evenly
 * spread from a row that the seed chooses, so that in time each has its turn.
 */
export function someRows<Row>(
  rows: readonly Row[],
  quick: number,
  environment: NodeJS.ProcessEnv = process.env,
): readonly Row[] {
  if (triesAll(environment) || quick >= rows.length) return rows;
  const { seed = 0 } = propertyRuns(rows.length, environment);
  const first = Math.abs(seed);
  const places = Array.from({ length: quick }, (_, row) => first + Math.floor((row * rows.length) / quick));
  return places.flatMap((place) => rows.slice(place % rows.length, (place % rows.length) + 1));
}

/** Tests of which each costs much, as rows of a table: `quick` of them are made in a quick run, by the same rule. */
export function someTests(
  quick: number,
  tests: readonly (readonly [name: string, run: () => void | Promise<void>])[],
): void {
  for (const [name, run] of someRows(tests, quick)) {
    test(name, async () => {
      await run();
    });
  }
}

/** Groups of tests that each cost as much, and that each define a `describe` of their own, by the same rule. */
export function someGroups(
  quick: number,
  groups: readonly (readonly [name: string, define: () => void])[],
): void {
  for (const [name, define] of someRows(groups, quick)) describe(name, define);
}
