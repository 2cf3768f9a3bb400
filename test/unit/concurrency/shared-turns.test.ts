import { setImmediate as nextTurn } from "node:timers/promises";

import { SharedTurns } from "../../../src/concurrency/shared-turns";

let nowMs: number;
let done: string[];
let turns: SharedTurns;

beforeEach(() => {
  nowMs = 0;
  done = [];
  turns = new SharedTurns(3, () => nowMs);
});

/** Work that takes so many milliseconds. */
function work(name: string, milliseconds: number): () => void {
  return () => {
    done.push(name);
    nowMs += milliseconds;
  };
}

/** As what arrives does: now if there is room, else later. */
function arrive(name: string, milliseconds: number): void {
  if (turns.hasRoom) turns.take(work(name, milliseconds));
  else turns.later(work(name, milliseconds));
}

test("what arrives in one turn is done at once until the turn is used up, and the rest in the next turns in its order", async () => {
  for (const name of ["a", "b", "c", "d", "e", "f"]) arrive(name, 1.5);
  expect(done).toEqual(["a", "b"]);
  await nextTurn();
  expect(done).toEqual(["a", "b", "c", "d"]);
  await nextTurn();
  expect(done).toEqual(["a", "b", "c", "d", "e", "f"]);
});

test("what has begun is not cut short, and the next turn has all its room", async () => {
  arrive("long", 50);
  arrive("next", 1);
  expect(done).toEqual(["long"]);
  await nextTurn();
  expect(done).toEqual(["long", "next"]);
  expect(turns.hasRoom).toBe(true);
});

test("what arrives comes behind what waits, also where the turn has room again", async () => {
  for (const name of ["a", "b", "c"]) arrive(name, 3);
  await nextTurn();
  arrive("d", 0);
  expect(done).toEqual(["a", "b"]);
  for (let turn = 0; turn < 2; turn += 1) await nextTurn();
  expect(done).toEqual(["a", "b", "c", "d"]);
});

test("what puts itself off is done again in a later turn, behind the others", async () => {
  turns.take(() => {
    work("first half", 3)();
    turns.later(work("second half", 1));
  });
  arrive("other", 1);
  expect(done).toEqual(["first half"]);
  await nextTurn();
  expect(done).toEqual(["first half", "second half", "other"]);
});

test("what is done on the account of a turn leaves less of it to the others", () => {
  turns.take(work("answer", 3));
  expect(turns.hasRoom).toBe(false);
});

test("work that throws does so where it was asked for, and counts", () => {
  const broken = (): void => {
    nowMs += 3;
    throw new Error("broken");
  };
  expect(() => {
    turns.take(broken);
  }).toThrow("broken");
  expect(turns.hasRoom).toBe(false);
});
