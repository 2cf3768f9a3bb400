import { FairQueue } from "../../../../../src/http/access/passwords/fair-queue";

/** Jobs that end when they are told to, and what has started so far. */
class Jobs {
  readonly started: string[] = [];
  readonly #ends = new Map<string, () => void>();

  job(name: string): () => Promise<string> {
    return () => {
      this.started.push(name);
      return new Promise((resolve) => {
        this.#ends.set(name, () => {
          resolve(name);
        });
      });
    };
  }

  /** Ends a job, and lets everything that follows from it happen. */
  async end(name: string): Promise<void> {
    this.#ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const LIMITS = { running: 1, waitingPerSource: 2, sources: 2 };

test("sources take turns, however much one of them has waiting", async () => {
  const jobs = new Jobs();
  const queue = new FairQueue(LIMITS);
  for (const name of ["a1", "a2", "a3", "b1", "b2"]) void queue.run(name[0] ?? "", jobs.job(name));
  for (const name of ["a1", "a2", "b1", "a3", "b2"]) await jobs.end(name);
  expect(jobs.started).toEqual(["a1", "a2", "b1", "a3", "b2"]);
});

test("no more run at a time than may, also when one begins while another ends", async () => {
  const jobs = new Jobs();
  const queue = new FairQueue({ ...LIMITS, running: 2 });
  const first = queue.run("a", jobs.job("a1"));
  for (const name of ["a2", "a3"]) void queue.run("a", jobs.job(name));
  expect(jobs.started).toEqual(["a1", "a2"]);
  void first?.then(() => queue.run("b", jobs.job("b1")));
  await jobs.end("a1");
  expect(jobs.started).toEqual(["a1", "a2", "a3"]);
  await jobs.end("a2");
  expect(jobs.started).toEqual(["a1", "a2", "a3", "b1"]);
});

test("a source that has too much waiting is refused, and another is not", () => {
  const jobs = new Jobs();
  const queue = new FairQueue(LIMITS);
  const accepted = ["a", "a", "a", "a", "b"].map((source) => queue.run(source, jobs.job("x")) !== undefined);
  expect(accepted).toEqual([true, true, true, false, true]);
});

test("one source more than may wait is refused, and gets in once another is through", async () => {
  const jobs = new Jobs();
  const queue = new FairQueue(LIMITS);
  for (const name of ["a", "b", "c"]) void queue.run(name, jobs.job(name));
  expect(queue.run("d", jobs.job("d"))).toBeUndefined();
  await jobs.end("a");
  expect(queue.run("d", jobs.job("d"))).toBeDefined();
});

test("a job that fails gives its place to the next, and its failure to who asked", async () => {
  const jobs = new Jobs();
  const queue = new FairQueue(LIMITS);
  const failing = queue.run("a", () => Promise.reject(new Error("no")));
  void queue.run("a", jobs.job("a2"));
  await expect(failing).rejects.toThrow("no");
  await jobs.end("none");
  expect(jobs.started).toEqual(["a2"]);
});
