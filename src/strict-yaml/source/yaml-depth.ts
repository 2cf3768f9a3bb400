import type { CST } from "yaml";

/** The configuration itself is five levels deep. */
const DEEPEST = 32;

/**
 * Where a stream of tokens nests deeper than any configuration does, as an offset, or undefined. Asked before the tokens
 * become nodes, because that step calls itself for every level: a line of brackets would exhaust the stack, and V8 ends
 * the whole process when that happens inside a regular expression.
 */
export function nestsTooDeepAt(tokens: readonly CST.Token[]): number | undefined {
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > DEEPEST) return token.offset;
    for (const child of childrenOf(token)) pending.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if (token.type === "document") return token.value === undefined ? [] : [token.value];
  if (!("items" in token)) return [];
  return token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat());
}
