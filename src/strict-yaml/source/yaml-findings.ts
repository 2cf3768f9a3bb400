import { isAlias, isPair, isSeq, visit } from "yaml";
import type { Document, LineCounter, Node, Pair, YAMLMap } from "yaml";
import type { ConfigPath } from "../config-problem";
import { keyText } from "./yaml-position";

/** Something wrong with a text that is YAML all the same. */
export interface YamlFinding {
  readonly offset: number;
  readonly path: ConfigPath;
  readonly message: string;
}

/**
 * Aliases whose anchor is not defined before them. The library only finds out when it makes values, by throwing, and its
 * own way of asking walks the whole document for each alias.
 */
export function unknownAliases(document: Document.Parsed): readonly YamlFinding[] {
  const anchors = new Set<string>();
  const findings: YamlFinding[] = [];
  visit(document, {
    Node(_key, node, ancestors) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
      } else if (!anchors.has(node.source)) {
        const message = `*${node.source} refers to no anchor; expected &${node.source} further up`;
        findings.push({ offset: node.range?.[0] ?? 0, path: pathOf([...ancestors, node]), message });
      }
    },
  });
  return findings;
}

/**
 * Keys that a mapping has twice. Not left to the library, which compares every key with every other and says neither
 * which key it is nor where it was first.
 */
export function repeatedKeys(document: Document.Parsed, lines: LineCounter): readonly YamlFinding[] {
  const findings: YamlFinding[] = [];
  visit(document, {
    Map(_key, map, ancestors) {
      const firstOffsets = new Map<string, number>();
      for (const { key } of (map as YAMLMap<Node>).items) {
        const name = keyText(key);
        if (name === undefined) continue;
        const offset = key.range?.[0] ?? 0;
        const first = firstOffsets.get(name);
        if (first === undefined) {
          firstOffsets.set(name, offset);
        } else {
          const message = `given twice, first in line ${lines.linePos(first).line}; keep one`;
          findings.push({ offset, path: [...pathOf([...ancestors, map]), name], message });
        }
      }
    },
  });
  return findings;
}

/** The path to the last of a chain of nodes, each of which contains the next. */
function pathOf(chain: readonly (Document | Node | Pair)[]): ConfigPath {
  const path: (string | number)[] = [];
  for (const [index, parent] of chain.entries()) {
    const child = chain[index + 1];
    if (isPair(parent)) path.push(keyText(parent.key) ?? "");
    else if (isSeq(parent) && child !== undefined) path.push(parent.items.indexOf(child));
  }
  return path;
}
