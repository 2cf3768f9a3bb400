import { jsonMembers } from "../../../../src/wire/json/json-members";
import type { MembersResult } from "../../../../src/wire/json/json-members";

function membersOf(text: string): { readonly result: MembersResult; readonly pauses: number } {
  const steps = jsonMembers(Buffer.from(text));
  for (let pauses = 0; ; pauses += 1) {
    const step = steps.next();
    if (step.done === true) return { result: step.value, pauses };
  }
}

/** The members as texts, or the message of the refusal. */
function shown(text: string): unknown {
  const { result } = membersOf(text);
  if (!result.ok) return result.message;
  return Object.fromEntries(Array.from(result.value, ([key, bytes]) => [key, Buffer.from(bytes).toString()]));
}

test.each([
  ["{}", {}],
  [" { } ", {}],
  ['{"a":1}', { a: "1" }],
  [
    '{"a": [1, {"b": "]}"}], "c\\u0041" :"x\\"," , "d":{}}\n',
    { a: '[1, {"b": "]}"}]', cA: '"x\\"," ', d: "{}" },
  ],
])("%s is cut into its members, not parsed", (text, expected) => {
  expect(shown(text)).toEqual(expected);
});

test.each([
  ["", "it does not begin with {"],
  ["[]", "it does not begin with {"],
  ['"a"', "it does not begin with {"],
  ["{", "expected a key at byte 1"],
  ["{a:1}", "expected a key at byte 1"],
  ['{"a"}', "expected a colon at byte 4"],
  ['{"a":1', "it breaks off"],
  ['{"a":[1}', "it breaks off"],
  ['{"a":1,}', "expected a key at byte 7"],
  ['{"a":1]', "expected , or } at byte 6"],
  ['{"a":1}x', "something follows it at byte 7"],
  ['{"a":1,"a":1}', "a key occurs twice at byte 7"],
  ['{"a":1,"\\u0061":1}', "a key occurs twice at byte 7"],
  ['{"\\x":1}', "the key at byte 1 cannot be read"],
  [`{"${"a".repeat(2_000)}":1}`, "expected a key at byte 1"],
  [`{${Array.from({ length: 1_001 }, (_, i) => `"${i}":1`).join()}}`, "it has more than 1000 keys"],
])("%.60s is refused", (text, message) => {
  expect(shown(text)).toBe(`not a JSON object: ${message}`);
});

test("a long member is looked at a piece at a time", () => {
  expect(membersOf(`{"a":[${" ".repeat(1_000_000)}]}`).pauses).toBeGreaterThan(10);
});
