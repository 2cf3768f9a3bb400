import { templateText } from "../../../../src/bundle/helm/template-text";
import {
  choose,
  inline,
  items,
  lines,
  optional,
  optionalText,
  put,
  text,
  when,
} from "../../../../src/bundle/helm/template-tree";

test.each([
  ["scalars", { a: 1, b: "x", c: true, d: [], e: {} }, "a: 1\nb: x\nc: true\nd: []\ne: {}\n"],
  ["a text that YAML 1.1 takes for something else", { a: "on", b: "1" }, 'a: "on"\nb: "1"\n'],
  ["mappings and lists in each other", { a: [{ b: 1, c: [2] }] }, "a:\n  - b: 1\n    c:\n      - 2\n"],
  ["the outcome of an expression", { a: inline("$.Values.x") }, "a: {{ $.Values.x }}\n"],
  ["lines", { a: lines("toYaml $.Values.x") }, "a:\n  {{- toYaml $.Values.x | nindent 2 }}\n"],
  ["a text of several lines", { a: text('include "t" $') }, 'a: |\n  {{- include "t" $ | nindent 2 }}\n'],
  [
    "an entry that may be missing",
    { a: { b: optional("$.Values.x") } },
    "a:\n  {{- with $.Values.x }}\n  b:\n    {{- toYaml . | nindent 4 }}\n  {{- end }}\n",
  ],
  [
    "a text that may be missing",
    { a: optionalText("$.Values.x") },
    "{{- with $.Values.x }}\na: {{ . | quote }}\n{{- end }}\n",
  ],
  [
    "further items",
    { a: [1, items("$.Values.x")] },
    "a:\n  - 1\n  {{- with $.Values.x }}\n  {{- toYaml . | nindent 2 }}\n  {{- end }}\n",
  ],
  ["an item under a condition", { a: [1, when("c", 2)] }, "a:\n  - 1\n  {{- if c }}\n  - 2\n  {{- end }}\n"],
  ["what is undefined, not at all", { a: undefined, b: 1 }, "b: 1\n"],
])("A template has %s", (_what, tree, expected) => {
  expect(templateText(tree)).toBe(expected);
});

test.each([
  ["what both have, once", { a: 1, b: 2 }, { a: 1, b: 2 }, "a: 1\nb: 2\n"],
  [
    "a value that differs",
    { a: 1, b: 2 },
    { a: 1, b: 3 },
    "a: 1\n{{- if c }}\nb: 2\n{{- else }}\nb: 3\n{{- end }}\n",
  ],
  ["an entry that one of them has", { a: 1, b: 2 }, { a: 1 }, "a: 1\n{{- if c }}\nb: 2\n{{- end }}\n"],
  ["an entry that the other has", { a: 1 }, { a: 1, b: 2 }, "a: 1\n{{- if not (c) }}\nb: 2\n{{- end }}\n"],
  [
    "an item that one of them has",
    { a: [1, 2] },
    { a: [1] },
    "a:\n  - 1\n  {{- if c }}\n  - 2\n  {{- end }}\n",
  ],
])("A choice between two objects has %s", (_what, then, otherwise, expected) => {
  expect(templateText(choose("c", then, otherwise))).toBe(expected);
});

test("Two choices by the same condition become one in each branch", () => {
  const tree = choose("outer", choose("inner", { a: 1 }, { a: 2 }), choose("inner", { a: 1 }, { a: 3 }));

  expect(templateText(tree)).toBe(
    "{{- if inner }}\na: 1\n{{- else }}\n{{- if outer }}\na: 2\n{{- else }}\na: 3\n{{- end }}\n{{- end }}\n",
  );
});

test("A text that Helm would take for a template is refused, and so is an item that may begin with nothing", () => {
  expect(() => templateText({ a: "{{ $labels.region }}" })).toThrow(/without \{\{/);
  expect(() => templateText({ a: [{ b: when("c", 1), d: 2 }] })).toThrow(/begin with what it always has/);
  expect(() => templateText([1])).toThrow(/expected an object/);
  expect(() => templateText({ a: items("$.Values.x") })).toThrow(/a: expected a list/);
  expect(() => templateText({ a: [inline("$.Values.x")] })).toThrow(/expected an item/);
});

test.each([
  ["in place of a value", { a: { b: 1, c: 2 } }, ["a", "b"], { a: { b: 9, c: 2 } }],
  ["where there was nothing", { a: {} }, ["a", "x", "y"], { a: { x: { y: 9 } } }],
  ["in place of an item", { a: [1, 2, 3] }, ["a", 1], { a: [1, 9, 3] }],
])("A node is put %s", (_where, tree, path, expected) => {
  expect(put(tree, path, 9)).toEqual(expected);
});

test("A node is not put through a value", () => {
  expect(() => put({ a: 1 }, ["a", "b"], 9)).toThrow("expected a mapping at b");
});
