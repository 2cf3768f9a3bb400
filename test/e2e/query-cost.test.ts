import { describeWithProgram } from "../support/programs/describe-with-program";
import { queryCosts } from "../support/query-cost/query-cost";
import type { QueryCost } from "../support/query-cost/query-cost";
import { MOST_SAMPLES, QUERY_COST_SIZES } from "../support/query-cost/query-cost-markdown";

const [LARGEST] = QUERY_COST_SIZES.slice(-1);

/** Ten million samples are written first. */
const DEADLINE_MS = 300_000;

describeWithProgram("prometheus", "In the largest cluster of the document", () => {
  let costs: readonly QueryCost[];

  beforeAll(async () => {
    if (LARGEST === undefined) throw new Error("there is no size");
    costs = await queryCosts(LARGEST);
  }, DEADLINE_MS);

  test(`no panel and no annotation reads more than ${MOST_SAMPLES} samples`, () => {
    expect(costs.filter(({ samples }) => samples > MOST_SAMPLES)).toEqual([]);
  });

  test("what is recorded is there to be read", () => {
    const read = (place: string): number => costs.find((cost) => cost.place === place)?.samples ?? 0;

    for (const place of ["Lag of the 10 worst followers", "Lag by link", "Lag of all followers", "WAL size"])
      expect([place, read(place)]).not.toEqual([place, 0]);
  });
});
