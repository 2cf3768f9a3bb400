import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";

import { SingleFlightCompression } from "../../../../src/http/sending/single-flight-compression";
import type { CompressedBody } from "../../../../src/http/sending/single-flight-compression";

/** Makes bodies that say how many were made before, each when it is told to. */
class Workshop {
  readonly begun: (() => void)[] = [];

  readonly make = async (): Promise<{ chunks: Uint8Array[] }> => {
    const text = `body ${this.begun.length}`;
    await new Promise<void>((resolve) => this.begun.push(resolve));
    return { chunks: [Buffer.from(text.slice(0, 3)), Buffer.from(text.slice(3))] };
  };

  /** Lets the body be finished, once it has been begun. */
  async finish(body: number): Promise<void> {
    while (this.begun.length <= body) await new Promise(setImmediate);
    this.begun[body]?.();
  }
}

function textOf({ chunks, byteLength }: CompressedBody): string {
  const bytes = Buffer.concat(chunks);
  expect(bytes).toHaveLength(byteLength);
  return gunzipSync(bytes).toString();
}

test("those who ask in the same turn share one body", async () => {
  const [shared, workshop] = [new SingleFlightCompression(), new Workshop()];
  const bodies = [1, 2, 3].map(() => shared.of("a", workshop.make));
  await workshop.finish(0);
  const [first, ...others] = await Promise.all(bodies);
  expect(first && textOf(first)).toBe("body 0");
  expect(others).toEqual([first, first]);
  expect(workshop.begun).toHaveLength(1);
});

test("those who ask while one is being made share the next, which is begun when that one is done", async () => {
  const [shared, workshop] = [new SingleFlightCompression(), new Workshop()];
  const first = shared.of("a", workshop.make);
  while (workshop.begun.length === 0) await new Promise(setImmediate);
  const later = [1, 2].map(() => shared.of("a", workshop.make));
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  expect(workshop.begun).toHaveLength(1);
  await workshop.finish(0);
  await workshop.finish(1);
  expect(textOf(await first)).toBe("body 0");
  expect((await Promise.all(later)).map(textOf)).toEqual(["body 1", "body 1"]);
  expect(workshop.begun).toHaveLength(2);
});

test("who wants something else does not wait for it", async () => {
  const [shared, workshop] = [new SingleFlightCompression(), new Workshop()];
  const [a, b] = [shared.of("a", workshop.make), shared.of("b", workshop.make)];
  await workshop.finish(1);
  expect(textOf(await b)).toBe("body 1");
  await workshop.finish(0);
  expect(textOf(await a)).toBe("body 0");
});

test("a failure is that of all who share it and of nobody else", async () => {
  const [shared, workshop] = [new SingleFlightCompression(), new Workshop()];
  const failing = (): Promise<never> => Promise.reject(new Error("a defect of the test"));
  const both = [shared.of("a", failing), shared.of("a", failing)];
  for (const body of both) await expect(body).rejects.toThrow("a defect of the test");
  const next = shared.of("a", workshop.make);
  await workshop.finish(0);
  expect(textOf(await next)).toBe("body 0");
});

test("a body of many chunks comes out as it went in", async () => {
  const text = Array.from({ length: 50_000 }, (_, i) => `line ${i * 7919}\n`).join("");
  const chunk = new Uint8Array(10_000);
  function* chunks(): Generator<Uint8Array> {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += chunk.length) {
      const length = bytes.copy(chunk, 0, at);
      yield chunk.subarray(0, length);
    }
  }
  const body = await new SingleFlightCompression().of("a", () => Promise.resolve({ chunks: chunks() }));
  expect(textOf(body)).toBe(text);
});

test("a body that was large the last time waits a few milliseconds for those who ask at the same moment", async () => {
  const pauses: number[] = [];
  let endPause = (): void => undefined;
  const shared = new SingleFlightCompression((milliseconds) => {
    pauses.push(milliseconds);
    return new Promise<void>((resolve) => (endPause = resolve));
  });
  let made = 0;
  const bodyOf = (bytes: number) => () => {
    made += 1;
    return Promise.resolve({ chunks: [randomBytes(bytes)] });
  };
  await shared.of("a", bodyOf(1_000_000));
  expect(pauses).toEqual([]);

  const first = shared.of("a", bodyOf(1_000));
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  expect([pauses, made]).toEqual([[5], 1]);
  const second = shared.of("a", bodyOf(1_000));
  endPause();
  expect(await first).toBe(await second);
  expect(made).toBe(2);

  await shared.of("a", bodyOf(1_000));
  expect(pauses).toEqual([5]);
});
