import fc from "fast-check";
import { parseStateDocument, printStateDocument } from "../../../../src/store/file/state-document";
import type { StateDocumentResult } from "../../../../src/store/file/state-document";
import { parseStateDocumentInSteps } from "../../../../src/store/file/state-document-in-steps";
import type { StoredState } from "../../../../src/store/store";
import { propertyRuns } from "../../../support/property-runs";

const EMPTY: StoredState = { shards: [], tenants: [], retired: [] };
/** The lists of a state with entries that differ in what they may leave out, so many that several steps read them. */
const MANY = 250;
const STATE: StoredState = {
  shards: Array.from({ length: MANY }, (_, shardId) => ({ shardId, regionId: shardId % 3 })),
  tenants: [
    { tenantId: 18446744073709551615n, requiredRegions: [1] },
    { tenantId: 7n, maxEntities: 3n },
  ],
  retired: [{ shardId: 9, silentSinceNs: 5n }],
  known: Array.from({ length: MANY }, (_, shardId) => ({ shardId, regionId: 1, silentNs: BigInt(shardId) })),
  maintenance: [
    { id: "drain", regionId: 1, by: "alice", reason: 'says "}," and\\n', startedNs: 1n, untilNs: 2n },
  ],
};

function textOf(state: StoredState): string {
  return [...printStateDocument(state)].join("");
}

function readInSteps(text: string): { readonly result: StateDocumentResult; readonly steps: number } {
  const reading = parseStateDocumentInSteps(Buffer.from(text));
  for (let steps = 0; ; steps += 1) {
    const { done, value } = reading.next();
    if (done === true) return { result: value, steps };
  }
}

test.each<[string, StoredState]>([
  ["nothing", EMPTY],
  ["version 1", { ...EMPTY, shards: STATE.shards, tenants: STATE.tenants }],
  ["version 2", { ...EMPTY, retired: STATE.retired }],
  ["version 3", { ...EMPTY, known: STATE.known ?? [] }],
  ["version 4", STATE],
  ["version 4 without replicas", { ...STATE, known: [] }],
])("a document is read to the same state: %s", (_, state) => {
  const text = textOf(state);
  expect(readInSteps(text).result).toEqual(parseStateDocument(Buffer.from(text)));
});

test("a hundred entries are read in a step", () => {
  const shards = Array.from({ length: 10_000 }, (_, shardId) => ({ shardId, regionId: 0 }));
  expect(readInSteps(textOf({ ...EMPTY, shards })).steps).toBe(101);
});

test.each<[string, (text: string) => string]>([
  ["as one line", (text) => text.replaceAll(/\n */g, "")],
  ["with two entries in a line", (text) => text.replace("},\n      {", "}, {")],
  ["with other indents", (text) => text.replaceAll("\n    ", "\n\t")],
  ["with lines as Windows ends them", (text) => text.replaceAll("\n", "\r\n")],
  ["with a byte order mark", (text) => `\ufeff${text}`],
  ["without its last line's end", (text) => text.trimEnd()],
  ["cut off", (text) => text.slice(0, 2_000)],
  ["with a comma too many", (text) => text.replace("}\n    ]\n  },", "},\n    ]\n  },")],
  ["with a comma too few", (text) => text.replace("},\n", "}\n")],
  ["with a shard twice, far apart", (text) => text.replace('"shard_id":249', '"shard_id":0')],
  ["with a field that nobody knows", (text) => text.replace('{"shard_id":3,', '{"colour":3,"shard_id":3,')],
  ["with a shard that cannot be", (text) => text.replace('"shard_id":3,', '"shard_id":70000,')],
  ["of a version to come", (text) => text.replace('"version": 4', '"version": 5')],
  ["of a version that has less", (text) => text.replace('"version": 4', '"version": 1')],
  [
    "with a list that ends within a line",
    (text) => text.replace('{"shard_id":3,"region_id":0}', '{"shard_id":3,"region_id":0}],"more":[{}'),
  ],
  ["with something after it", (text) => `${text}{}`],
  ["that is empty", () => ""],
])("a document %s is read, or refused, in the same words", (_, change) => {
  const text = change(textOf(STATE));
  expect(readInSteps(text).result).toEqual(parseStateDocument(Buffer.from(text)));
});

test("bytes that are no text are refused in the same words", () => {
  const bytes = Buffer.from([0x7b, 0xff]);
  expect(parseStateDocumentInSteps(bytes).next().value).toBeUndefined();
  const reading = parseStateDocumentInSteps(bytes);
  reading.next();
  expect(reading.next()).toEqual({ done: true, value: parseStateDocument(bytes) });
});

test("any change of a character, and any cut, is read or refused in the same words", () => {
  const text = textOf({ ...STATE, shards: STATE.shards.slice(0, 5), known: STATE.known?.slice(0, 5) ?? [] });
  const character = fc.constantFrom(...'{}[],":\n 0123456789-.abc\\'.split(""));
  fc.assert(
    fc.property(
      fc.nat({ max: text.length - 1 }),
      fc.nat({ max: 3 }),
      fc.string({ unit: character, maxLength: 3 }),
      (at, gone, put) => {
        const changed = text.slice(0, at) + put + text.slice(at + gone);
        expect(readInSteps(changed).result).toEqual(parseStateDocument(Buffer.from(changed)));
      },
    ),
    propertyRuns(3_000),
  );
});
