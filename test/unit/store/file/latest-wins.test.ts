import { LatestWins } from "../../../../src/store/file/latest-wins";

/** A write that the test lets succeed or fail. */
interface Write {
  readonly value: string;
  readonly succeed: () => void;
  readonly fail: (error: Error) => void;
}

let writes: Write[];
let queue: LatestWins<string>;

beforeEach(() => {
  writes = [];
  queue = new LatestWins((value) => new Promise((succeed, fail) => writes.push({ value, succeed, fail })));
});

/** Lets everything happen that waits for nothing but its turn. */
async function settle(): Promise<void> {
  await new Promise((done) => setImmediate(done));
}

async function writeAt(index: number): Promise<Write> {
  await settle();
  const write = writes[index];
  if (!write) throw new Error(`there was no write number ${index}`);
  return write;
}

const written = (): string[] => writes.map(({ value }) => value);

test("writes one at a time and skips what is out of date before its turn comes", async () => {
  const first = queue.run("a");
  const running = await writeAt(0);
  const overtaken = [queue.run("b"), queue.run("c")];
  const last = queue.run("d");
  await settle();
  expect(written()).toEqual(["a"]);

  running.succeed();
  await first;
  (await writeAt(1)).succeed();
  await Promise.all([...overtaken, last]);
  expect(written()).toEqual(["a", "d"]);
});

test("a value that was overtaken is not reported as written before the later one is", async () => {
  const running = queue.run("a");
  await settle();
  let settled = false;
  const overtaken = queue.run("b").then(() => {
    settled = true;
  });
  const last = queue.run("c");
  (await writeAt(0)).succeed();
  await running;
  await settle();
  expect(settled).toBe(false);
  (await writeAt(1)).succeed();
  await Promise.all([overtaken, last]);
  expect(settled).toBe(true);
});

test("a failed write is told to everybody it stood for, and the next one starts all the same", async () => {
  const failing = queue.run("a");
  const first = await writeAt(0);
  const overtaken = queue.run("b");
  const covering = queue.run("c");
  first.fail(new Error("disk full"));
  await expect(failing).rejects.toThrow("disk full");
  (await writeAt(1)).fail(new Error("still full"));
  await expect(overtaken).rejects.toThrow("still full");
  await expect(covering).rejects.toThrow("still full");

  const retried = queue.run("d");
  (await writeAt(2)).succeed();
  await expect(retried).resolves.toBeUndefined();
});

test("is idle only when nothing runs and nothing waits, whatever became of the writes", async () => {
  await queue.idle();
  const failing = queue.run("a");
  const first = await writeAt(0);
  const waiting = queue.run("b");
  let idle = false;
  const idling = queue.idle().then(() => {
    idle = true;
  });
  first.fail(new Error("disk full"));
  await expect(failing).rejects.toThrow();
  const second = await writeAt(1);
  expect(idle).toBe(false);
  second.succeed();
  await Promise.all([waiting, idling]);
  expect(idle).toBe(true);
});
