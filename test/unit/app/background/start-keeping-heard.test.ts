import { startKeepingHeard } from "../../../../src/app/background/start-keeping-heard";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test("keeps every interval, tells of a failure once until it works again, and keeps a last time at the end", async () => {
  const failures: unknown[] = [];
  const kept: string[] = [];
  let problem: Error | undefined;
  const attempt = (what: string) => () => {
    kept.push(what);
    return problem ? Promise.reject(problem) : Promise.resolve();
  };
  const end = startKeepingHeard({ keep: attempt("kept"), finish: attempt("finished") }, 5_000, (error) =>
    failures.push(error),
  );
  await jest.advanceTimersByTimeAsync(4_999);
  expect(kept).toEqual([]);
  problem = new Error("no space");
  await jest.advanceTimersByTimeAsync(10_001);
  expect([kept, failures]).toEqual([["kept", "kept", "kept"], [problem]]);
  const [first] = failures;
  problem = undefined;
  await jest.advanceTimersByTimeAsync(5_000);
  problem = new Error("no space again");
  await end();
  expect(failures).toEqual([first, problem]);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(kept).toEqual(["kept", "kept", "kept", "kept", "finished"]);
});
