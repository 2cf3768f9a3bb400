import { isAlias, isCollection, isMap, isNode, isScalar, isSeq } from "yaml";
import type { Document, Node, Pair } from "yaml";
import type { ConfigFinding } from "../config-problem";

/**
 * Where a finding is in the text, as an offset: its key, or its value. What the document does not contain (a key that is
 * missing) is where the mapping that should contain it starts.
 */
export function offsetOf(document: Document.Parsed, { path, at = "value" }: ConfigFinding): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const collection = isAlias(node) ? node.resolve(document) : node;
    if (isMap(collection)) {
      const pair = collection.items.find(({ key }) => keyText(key) === String(step));
      if (pair === undefined) return offset;
      const isLast = index === path.length - 1;
      offset = (isLast && at === "value" ? valueStart(pair) : undefined) ?? startOf(pair.key) ?? offset;
      if (!isLast && isCollection(pair.value)) offset = startOf(pair.value) ?? offset;
      node = pair.value;
    } else if (isSeq(collection) && typeof step === "number") {
      node = collection.items[step];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

/** The text of a mapping's key, as the document's value has it. Keys are read as texts, and an absent one as none. */
export function keyText(key: unknown): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === "string" ? key.value : "";
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}

/** Nothing written after the colon is a node too, of length 0, in the middle of nowhere: then the key is the place. */
function valueStart(pair: Pair): number | undefined {
  const range = isNode(pair.value) ? pair.value.range : undefined;
  return !range || range[0] === range[1] ? undefined : range[0];
}
