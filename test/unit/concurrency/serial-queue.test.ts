import { SerialQueue } from "../../../src/concurrency/serial-queue";

/** Work that ends when it is told to, and notes when it begins. */
function work(name: string, begun: string[]): { run: () => Promise<string>; end: (error?: Error) => void } {
  let resolve: (name: string) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((onEnd, onFailure) => {
    resolve = onEnd;
    reject = onFailure;
  });
  const run = (): Promise<string> => {
    begun.push(name);
    return promise;
  };
  return {
    run,
    end: (error) => {
      if (error) reject(error);
      else resolve(name);
    },
  };
}

test("work runs one at a time, in the order in which it was asked for", async () => {
  const begun: string[] = [];
  const queue = new SerialQueue();
  const [a, b] = [work("a", begun), work("b", begun)];
  const results = [queue.run(a.run), queue.run(b.run)];
  b.end();
  await Promise.resolve();
  expect(begun).toEqual(["a"]);
  a.end();
  expect(await Promise.all(results)).toEqual(["a", "b"]);
  expect(begun).toEqual(["a", "b"]);
});

test("work that fails tells its caller, and the next begins all the same", async () => {
  const queue = new SerialQueue();
  const failed = queue.run(() => Promise.reject(new Error("no")));
  const next = queue.run(() => Promise.resolve("yes"));
  await expect(failed).rejects.toThrow("no");
  expect(await next).toBe("yes");
});

test("a queue is idle when nothing runs and nothing waits, also what was asked for meanwhile", async () => {
  const ended: string[] = [];
  const queue = new SerialQueue();
  const end = (name: string) => (): Promise<void> => {
    ended.push(name);
    return Promise.resolve();
  };
  await queue.idle();
  void queue.run(async () => {
    await end("a")();
    void queue.run(end("b"));
  });
  await queue.idle();
  expect(ended).toEqual(["a", "b"]);
});
