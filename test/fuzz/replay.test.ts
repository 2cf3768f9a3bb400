import { readCorpus } from "./corpus";
import { FUZZ_TARGET_NAMES, loadFuzzTarget } from "./fuzz-targets";

describe.each(FUZZ_TARGET_NAMES.map(loadFuzzTarget))("$name: $claim", (target) => {
  const corpus = readCorpus(target.name);
  let stop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    stop = await target.start?.();
  });

  afterAll(async () => {
    await stop?.();
  });

  test("has a corpus, without which nothing is replayed", () => {
    expect(corpus.length).toBeGreaterThan(0);
  });

  test.each(corpus)("holds for $name", async ({ input }) => {
    await target.check(input);
  });
});
