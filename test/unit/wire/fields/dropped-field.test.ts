import { droppedField } from "../../../../src/wire/fields/dropped-field";

test.each<[string, unknown, unknown, string | undefined]>([
  ["equal values", { a: [{ b: 1n }] }, { a: [{ b: 1n }] }, undefined],
  ["a field that the reader added", { a: 1n }, { a: 1n, b: 2n }, undefined],
  ["a field that is null and was left out", { a: 1n, b: null }, { a: 1n }, undefined],
  ["a field at the top", { a: 1n, b: 2n }, { a: 1n }, "b"],
  ["a field deep down", { a: [{ b: 1n }, { b: 1n, c: 2n }] }, { a: [{ b: 1n }, { b: 1n }] }, "a.1.c"],
  ["an element of an array", { a: [1n, 2n] }, { a: [1n] }, "a.1"],
  ["a container in whose place a plain value was kept", { a: { b: 1n } }, { a: 1n }, "a.b"],
  ["a name that every object inherits", { toString: 1n }, {}, "toString"],
])("of %s, the dropped field is found", (_, read, kept, expected) => {
  expect(droppedField(read, kept)).toBe(expected);
});
