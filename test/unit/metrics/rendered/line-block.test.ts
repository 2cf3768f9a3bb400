import fc from "fast-check";

import { LineBlock } from "../../../../src/metrics/rendered/line-block";
import { LiveCaptures } from "../../../../src/metrics/rendered/live-captures";
import { NewValues } from "../../../../src/metrics/rendered/new-values";
import { GapBuffer } from "../../../../src/metrics/rendered/gap-buffer";
import { printSampleValue } from "../../../../src/metrics/formats/sample-value";
import { propertyRuns } from "../../../support/property-runs";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function textOf(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.subarray(0, length)).toString();
}

/** A block of these lines; an empty text is an empty line. */
function blockOf(...lines: readonly string[]): { block: LineBlock; captures: LiveCaptures } {
  const captures = new LiveCaptures();
  const block = new LineBlock(captures);
  for (const [i, line] of lines.entries()) {
    block.insertLine(i);
    if (line !== "") replaceLine(block, i, line);
  }
  return { block, captures };
}

function replaceLine(block: LineBlock, line: number, text: string): void {
  block.replaceLine(line, bytesOf(text), text.length);
}

function replaceValues(
  block: LineBlock,
  ...changes: readonly (readonly [line: number, value: number])[]
): void {
  const newValues = new NewValues();
  for (const [line, value] of changes) newValues.add(line, value);
  block.replaceValues(newValues, new GapBuffer());
}

const shown = (block: LineBlock): string => textOf(block.bytes, block.length);

test.each<[string, (block: LineBlock) => void, string, number]>([
  [
    "a value as long as the old one",
    (block) => {
      replaceValues(block, [1, 9]);
    },
    "a 1\nb 9\nc 3\n",
    3,
  ],
  [
    "a longer value",
    (block) => {
      replaceValues(block, [1, 12345]);
    },
    "a 1\nb 12345\nc 3\n",
    3,
  ],
  [
    "a line by a longer one",
    (block) => {
      replaceLine(block, 0, "long name 1\n");
    },
    "long name 1\nb 2\nc 3\n",
    3,
  ],
  [
    "a line by nothing",
    (block) => {
      block.clearLine(1);
    },
    "a 1\nc 3\n",
    2,
  ],
  [
    "nothing by nothing",
    (block) => {
      block.clearLine(3);
    },
    "a 1\nb 2\nc 3\n",
    3,
  ],
  [
    "an empty line",
    (block) => {
      replaceLine(block, 3, "d 4\n");
    },
    "a 1\nb 2\nc 3\nd 4\n",
    4,
  ],
  [
    "lines by none",
    (block) => {
      block.removeLines(0, 2);
    },
    "c 3\n",
    1,
  ],
  [
    "a new line in front",
    (block) => {
      block.insertLine(0);
      replaceLine(block, 0, "z 0\n");
    },
    "z 0\na 1\nb 2\nc 3\n",
    4,
  ],
])("a change replaces %s", (_what, change, text, seriesCount) => {
  const { block } = blockOf("a 1\n", "b 2\n", "c 3\n", "");
  change(block);
  expect([shown(block), block.seriesCount]).toEqual([text, seriesCount]);
});

test("a longer value and a shorter one after it leave the lines behind them whole", () => {
  const { block } = blockOf("a 1\n", "b 2\n");
  for (const value of [123_456_789_012_345, 1, -0.25, 5]) {
    replaceValues(block, [0, value]);
    expect(shown(block)).toBe(`a ${value}\nb 2\n`);
  }
});

test("values of any lengths can be replaced together, whatever lines stand between them", () => {
  const values = fc.array(fc.option(fc.oneof(fc.nat(9), fc.nat(), fc.double()), { nil: undefined }), {
    maxLength: 40,
  });
  const textOfLines = (numbers: readonly (number | undefined)[]): string[] =>
    numbers.map((value, i) =>
      value === undefined ? "" : `a_name_${i}{of="it"} ${printSampleValue(value)}\n`,
    );
  fc.assert(
    fc.property(
      values,
      fc.array(fc.option(fc.oneof(fc.nat(9), fc.double())), { minLength: 40, maxLength: 40 }),
      (before, changes) => {
        const { block } = blockOf(...textOfLines(before));
        const wanted = before.map((value, i) => (value === undefined ? value : (changes[i] ?? value)));
        replaceValues(
          block,
          ...wanted.flatMap((value, line) =>
            value === undefined || value === before[line] ? [] : [[line, value] as const],
          ),
        );
        expect(shown(block)).toBe(textOfLines(wanted).join(""));
        for (const line of before.keys()) block.clearLine(line);
        expect(block.length).toBe(0);
      },
    ),
    propertyRuns(),
  );
});

test("an empty line has no value that could be replaced", () => {
  const { block } = blockOf("", "b 2\n");
  expect(() => {
    replaceValues(block, [0, 1]);
  }).toThrow("a line that has none");
});

test("a split leaves the first lines here and moves the others, and both can be changed", () => {
  const { block } = blockOf("a 1\n", "", "c 3\n", "d 4\n", "");
  const tail = block.splitOff(2);
  expect([block.lineCount, block.seriesCount, shown(block)]).toEqual([2, 1, "a 1\n"]);
  expect([tail.lineCount, tail.seriesCount, shown(tail)]).toEqual([3, 2, "c 3\nd 4\n"]);
  replaceLine(block, 1, "b 2\n");
  replaceValues(tail, [1, 44]);
  tail.insertLine(3);
  expect([shown(block), shown(tail)]).toEqual(["a 1\nb 2\n", "c 3\nd 44\n"]);
});

test("memory is given back when most of the text is gone", () => {
  const lines = Array.from({ length: 100 }, (_, i) => `a_long_name_${i} 1\n`);
  const { block } = blockOf(...lines);
  const before = block.bytes.length;
  block.removeLines(0, 99);
  expect(block.bytes.length).toBeLessThan(before / 5);
});

describe("what a capture may read", () => {
  function captured(
    ...lines: readonly string[]
  ): ReturnType<typeof blockOf> & { bytes: Uint8Array; text: () => string; end: () => void } {
    const made = blockOf(...lines);
    const number = made.captures.take();
    const { bytes, length } = made.block;
    return {
      ...made,
      bytes,
      text: () => textOf(bytes, length),
      end: () => {
        made.captures.release(number);
      },
    };
  }

  test.each<[string, (block: LineBlock) => void]>([
    [
      "an equally long value",
      (block) => {
        replaceValues(block, [0, 9]);
      },
    ],
    [
      "a longer value",
      (block) => {
        replaceValues(block, [0, 99]);
      },
    ],
    [
      "values of other lengths",
      (block) => {
        replaceValues(block, [0, 9], [1, 10]);
      },
    ],
    [
      "a removed line",
      (block) => {
        block.removeLines(0, 1);
      },
    ],
    [
      "a line that is emptied",
      (block) => {
        block.clearLine(1);
      },
    ],
    [
      "a split",
      (block) => {
        replaceValues(block.splitOff(1), [0, 7]);
        replaceValues(block, [0, 8]);
      },
    ],
  ])("is not touched by %s", (_what, change) => {
    const { block, text } = captured("a 1\n", "b 2\n");
    change(block);
    expect(text()).toBe("a 1\nb 2\n");
  });

  test("is copied by the first change only", () => {
    const { block, bytes } = captured("a 1\n", "b 2\n");
    replaceValues(block, [0, 8]);
    const copy = block.bytes;
    expect(copy).not.toBe(bytes);
    replaceValues(block, [1, 9]);
    expect(block.bytes).toBe(copy);
  });

  test("is not copied for a value that is the same, nor once nobody reads it", () => {
    const { block, bytes, end } = captured("a 1\n", "b 2\n");
    replaceValues(block, [0, 1]);
    expect(block.bytes).toBe(bytes);
    end();
    replaceValues(block, [0, 9]);
    expect(block.bytes).toBe(bytes);
  });

  test("is copied again for the next capture", () => {
    const { block, captures } = captured("a 1\n");
    replaceValues(block, [0, 2]);
    captures.take();
    const second = block.bytes;
    replaceValues(block, [0, 3]);
    expect([textOf(second, 4), shown(block)]).toEqual(["a 2\n", "a 3\n"]);
  });
});
