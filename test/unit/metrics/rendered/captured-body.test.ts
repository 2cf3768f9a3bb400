import fc from "fast-check";

import { CapturedBody } from "../../../../src/metrics/rendered/captured-body";
import type { BodyPart } from "../../../../src/metrics/rendered/captured-body";
import { propertyRuns } from "../../../support/property-runs";

const noEnd = (): void => undefined;

/** Two texts to a part. What belongs to the body has something before and behind it that does not. */
function partsOf(texts: readonly string[]): BodyPart[] {
  const parts: BodyPart[] = [];
  for (let i = 0; i < texts.length; i += 2) {
    const pieces = texts.slice(i, i + 2).map((text) => new TextEncoder().encode(`##${text}###`));
    const lengths = pieces.map(({ length }) => length - 5);
    const byteLength = lengths.reduce((sum, length) => sum + length, 0);
    parts.push({ pieces, starts: pieces.map(() => 2), lengths, byteLength });
  }
  return parts;
}

test("the chunks of any pieces are all of the body, in order, each but the last as long as it may be", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 30 })),
      fc.integer({ min: 1, max: 40 }),
      (texts, chunkBytes) => {
        const body = new CapturedBody(partsOf(texts), noEnd, chunkBytes);
        const chunks = Array.from(body, (chunk) => Buffer.from(chunk));
        const expected = Buffer.from(texts.map((text) => Buffer.from(text).toString()).join(""));
        expect(Buffer.concat(chunks).equals(expected)).toBe(true);
        expect(body.byteLength).toBe(expected.length);
        expect(chunks.slice(0, -1).every(({ length }) => length === chunkBytes)).toBe(true);
      },
    ),
    propertyRuns(),
  );
});

test("two pieces of memory take turns, so that a chunk outlives the making of the next one", () => {
  const buffers = Array.from(new CapturedBody(partsOf(["abcdefg"]), noEnd, 2), ({ buffer }) => buffer);
  const [first, second] = buffers;
  expect(first).not.toBe(second);
  expect(buffers).toEqual([first, second, first, second]);
  expect(buffers[2]).toBe(first);
});

test.each<[string, (body: CapturedBody) => void, boolean[]]>([
  [
    "when all was taken, that it is whole",
    (body) => {
      for (const half of [body, body]) Array.from(half);
    },
    [true],
  ],
  [
    "when nothing was taken, that it is not",
    (body) => {
      body.return();
      body.return();
    },
    [false],
  ],
  [
    "in the middle, that it is not",
    (body) => {
      body.next();
      body.return();
      body.next();
    },
    [false],
  ],
  [
    "not before the last chunk has been dealt with",
    (body) => {
      body.next();
      body.next();
      body.next();
    },
    [],
  ],
])("the end is told once: %s", (_when, take, told) => {
  const onEnd = jest.fn<undefined, [boolean]>();
  take(new CapturedBody(partsOf(["abc", "def"]), onEnd, 2));
  expect(onEnd.mock.calls.flat()).toEqual(told);
});
