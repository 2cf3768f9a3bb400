import { WorkQueue } from "../../../../src/metrics/rendered/work-queue";

test("what came first leaves first, over thousands of them", () => {
  const queue = new WorkQueue<number>();
  const left: number[] = [];
  for (let i = 0; i < 5_000; i += 1) {
    queue.push(2 * i);
    queue.push(2 * i + 1);
    left.push(queue.shift() ?? -1);
  }
  while (queue.length > 0) left.push(queue.shift() ?? -1);
  expect(left).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
  expect(queue.shift()).toBeUndefined();
});

test("what came last can be taken out of turn, in its order", () => {
  const queue = new WorkQueue<string>();
  for (const item of "abcde") queue.push(item);
  queue.shift();
  expect(queue.takeAllBut(2)).toEqual(["d", "e"]);
  expect(queue.takeAllBut(2)).toEqual([]);
  expect([queue.shift(), queue.shift(), queue.length]).toEqual(["b", "c", 0]);
});
