/** What stands in a template in the place of a value: what it writes depends on the values of the chart. */
export type Hole =
  /** The outcome of an expression, behind the key. */
  | { readonly hole: "inline"; readonly expression: string }
  /** What an expression prints, on lines of its own below the key. */
  | { readonly hole: "lines"; readonly expression: string }
  /** A text of several lines that an expression prints. */
  | { readonly hole: "text"; readonly expression: string }
  /** The entry is there only when its expression has a value, and then has it as YAML. */
  | { readonly hole: "optional"; readonly expression: string }
  /** The same for a text of one line. */
  | { readonly hole: "optional-text"; readonly expression: string }
  /** In a list: the items that an expression has, if it has any. */
  | { readonly hole: "items"; readonly expression: string }
  /** In a list: an item again and again, for what a range of Helm goes through. */
  | { readonly hole: "repeated"; readonly range: string; readonly item: unknown }
  /** One of two trees, by a condition. A tree that is undefined is left out with its key. */
  | {
      readonly hole: "choice";
      readonly condition: string;
      readonly then: unknown;
      readonly otherwise: unknown;
    };

/** The outcome of an expression of Helm, as a scalar. */
export function inline(expression: string): Hole {
  return { hole: "inline", expression };
}

/** The lines that an expression of Helm prints, as a mapping or a list. */
export function lines(expression: string): Hole {
  return { hole: "lines", expression };
}

/** A text of several lines. */
export function text(expression: string): Hole {
  return { hole: "text", expression };
}

/** A text of one line that is left out, with its key, where its expression has no value. */
export function optionalText(expression: string): Hole {
  return { hole: "optional-text", expression };
}

/** An entry that is left out where its expression has no value. */
export function optional(expression: string): Hole {
  return { hole: "optional", expression };
}

/** Further items of a list. */
export function items(expression: string): Hole {
  return { hole: "items", expression };
}

/** An item of a list, again for each step of a range. */
export function repeated(range: string, item: unknown): Hole {
  return { hole: "repeated", range, item };
}

/** Whether something in a tree is filled by the chart's values. */
export function isHole(node: unknown): node is Hole {
  return typeof node === "object" && node !== null && "hole" in node;
}

/** Whether something in a tree is a mapping, and no hole. */
export function isBranch(node: unknown): node is Readonly<Record<string, unknown>> {
  return typeof node === "object" && node !== null && !Array.isArray(node) && !isHole(node);
}

/** A tree that is there under a condition. */
export function when(condition: string, then: unknown): Hole {
  return { hole: "choice", condition, then, otherwise: undefined };
}

/**
 * One tree for two that are made of the same functions: what they have in common once, and a choice wherever they differ.
 * So a template of several shapes has each of them exactly as the manifests have it.
 *
 * @param condition an expression of Helm, under which the first one holds.
 */
export function choose(condition: string, then: unknown, otherwise: unknown): unknown {
  if (isEqual(then, otherwise)) return then;
  if (isChoice(then) && isChoice(otherwise) && then.condition === otherwise.condition) {
    return {
      ...then,
      then: choose(condition, then.then, otherwise.then),
      otherwise: choose(condition, then.otherwise, otherwise.otherwise),
    };
  }
  if (isBranch(then) && isBranch(otherwise)) {
    const keys = [...new Set([...Object.keys(then), ...Object.keys(otherwise)])];
    return Object.fromEntries(keys.map((key) => [key, choose(condition, then[key], otherwise[key])]));
  }
  if (Array.isArray(then) && Array.isArray(otherwise)) {
    const length = Math.max(then.length, otherwise.length);
    return Array.from({ length }, (_, index) => choose(condition, then[index], otherwise[index]));
  }
  return { hole: "choice", condition, then, otherwise };
}

function isChoice(node: unknown): node is Extract<Hole, { hole: "choice" }> {
  return isHole(node) && node.hole === "choice";
}

/** Two trees made by the same functions have their keys in the same order. */
function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What a tree has at a path; undefined when that leads nowhere. */
export function at(tree: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (node, step) => (Array.isArray(node) ? node[Number(step)] : isBranch(node) ? node[step] : undefined),
    tree,
  );
}

/**
 * A tree with something else at a path, whether there was anything or not.
 *
 * @throws RangeError when the path leads through something that is neither a mapping nor a list: the tree has changed.
 */
export function put(tree: unknown, [step, ...rest]: readonly (string | number)[], node: unknown): unknown {
  if (step === undefined) return node;
  if (Array.isArray(tree)) {
    const list: readonly unknown[] = tree;
    const index = Number(step);
    return [...list.slice(0, index), put(list[index], rest, node), ...list.slice(index + 1)];
  }
  if (!isBranch(tree)) throw new RangeError(`expected a mapping at ${String(step)}`);
  return { ...tree, [step]: put(rest.length > 0 ? (tree[step] ?? {}) : undefined, rest, node) };
}
