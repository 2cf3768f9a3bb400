import { stringify } from "yaml";

import { isBranch, isHole } from "./template-tree";
import type { Hole } from "./template-tree";

const STEP = 2;

/**
 * A tree as a template of Helm.
 *
 * @throws RangeError when a text in it would be taken for a template, or when a list has an item that has nothing for
 *   certain, so that it could not be begun.
 */
export function templateText(tree: unknown): string {
  if (!isBranch(tree)) throw new RangeError("expected an object of Kubernetes");
  return `${mapping(tree, 0).join("\n")}\n`;
}

function mapping(branch: Readonly<Record<string, unknown>>, indent: number): readonly string[] {
  return Object.entries(branch).flatMap(([key, value]) => entry(key, value, indent));
}

function entry(key: string, value: unknown, indent: number): readonly string[] {
  const name = `${" ".repeat(indent)}${key}:`;
  if (value === undefined) return [];
  if (isHole(value)) return holeEntry(key, value, indent);
  if (Array.isArray(value) && value.length > 0) return [name, ...sequence(value, indent + STEP)];
  if (isBranch(value) && Object.keys(value).length > 0) return [name, ...mapping(value, indent + STEP)];
  return [`${name} ${scalar(value)}`];
}

function holeEntry(key: string, hole: Hole, indent: number): readonly string[] {
  const name = `${" ".repeat(indent)}${key}:`;
  switch (hole.hole) {
    case "inline":
      return [`${name} {{ ${hole.expression} }}`];
    case "lines":
      return [name, `${" ".repeat(indent + STEP)}{{- ${hole.expression} | nindent ${indent + STEP} }}`];
    case "text":
      return [
        `${name} |`,
        `${" ".repeat(indent + STEP)}{{- ${hole.expression} | nindent ${indent + STEP} }}`,
      ];
    case "optional-text":
      return [
        `${" ".repeat(indent)}{{- with ${hole.expression} }}`,
        `${name} {{ . | quote }}`,
        `${" ".repeat(indent)}{{- end }}`,
      ];
    case "optional":
      return [
        `${" ".repeat(indent)}{{- with ${hole.expression} }}`,
        name,
        `${" ".repeat(indent + STEP)}{{- toYaml . | nindent ${indent + STEP} }}`,
        `${" ".repeat(indent)}{{- end }}`,
      ];
    case "repeated":
    case "items":
      throw new RangeError(`${key}: expected a list around further items`);
    case "choice":
      return choice(hole, indent, (node) => entry(key, node, indent));
  }
}

function sequence(list: readonly unknown[], indent: number): readonly string[] {
  return list.flatMap((each) => item(each, indent));
}

function item(node: unknown, indent: number): readonly string[] {
  const pad = " ".repeat(indent);
  if (node === undefined) return [];
  if (isHole(node)) return holeItem(node, indent);
  if (!isBranch(node)) return [`${pad}- ${scalar(node)}`];
  const [first = "", ...rest] = mapping(node, indent + STEP);
  if (first.trimStart().startsWith("{{")) {
    throw new RangeError("expected an item of a list to begin with what it always has");
  }
  return [`${pad}- ${first.trimStart()}`, ...rest];
}

function holeItem(hole: Hole, indent: number): readonly string[] {
  const pad = " ".repeat(indent);
  if (hole.hole === "choice") return choice(hole, indent, (branch) => item(branch, indent));
  if (hole.hole === "repeated")
    return [`${pad}{{- range ${hole.range} }}`, ...item(hole.item, indent), `${pad}{{- end }}`];
  if (hole.hole !== "items") throw new RangeError(`${hole.expression}: expected an item of a list`);
  return [
    `${pad}{{- with ${hole.expression} }}`,
    `${pad}{{- toYaml . | nindent ${indent} }}`,
    `${pad}{{- end }}`,
  ];
}

function choice(
  { condition, then, otherwise }: Extract<Hole, { hole: "choice" }>,
  indent: number,
  print: (node: unknown) => readonly string[],
): readonly string[] {
  const pad = " ".repeat(indent);
  const [ifTrue, ifFalse] = [print(then), print(otherwise)];
  if (ifTrue.length === 0) return [`${pad}{{- if not (${condition}) }}`, ...ifFalse, `${pad}{{- end }}`];
  const other = ifFalse.length === 0 ? [] : [`${pad}{{- else }}`, ...ifFalse];
  return [`${pad}{{- if ${condition} }}`, ...ifTrue, ...other, `${pad}{{- end }}`];
}

/** Also safe for readers of YAML 1.1, which Helm is. */
function scalar(value: unknown): string {
  const text = stringify(value, { compat: "yaml-1.1", lineWidth: 0 }).trimEnd();
  if (/\{\{|\n/.test(text)) throw new RangeError(`expected a text without {{ and line breaks, got ${text}`);
  return text;
}
