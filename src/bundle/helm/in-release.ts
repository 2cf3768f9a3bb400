import { OBJECT_LABELS, OBJECT_NAMES, SELECTOR_LABELS } from "../kubernetes/object-names";
import { CHART_NAME, helper, suffixOf } from "./helpers";
import { inline, isBranch, lines } from "./template-tree";
import type { Hole } from "./template-tree";

/** Stands for what the chart's values say, in options of which the objects are made. */
export const OF_VALUES = { tlsSecret: "values.tls.secret", tlsServerName: "values.tls.server" } as const;

/** Texts that are another one in each release. Each is long enough to mean nothing else. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  [OBJECT_NAMES.config]: helper("configName"),
  [OBJECT_NAMES.tokens]: helper("tokens"),
  [OBJECT_NAMES.state]: helper("claim"),
  [OBJECT_NAMES.everyPod]: named(OBJECT_NAMES.everyPod),
  [OF_VALUES.tlsSecret]: "$.Values.tls.secretName",
  [OF_VALUES.tlsServerName]: helper("serverName"),
};

const [[NAME_LABEL], [PART_LABEL]] = Object.entries(OBJECT_LABELS) as [[string, string], [string, string]];

/** An expression with a name that begins with the release's. */
export function named(name: string): string {
  return `printf "%s${suffixOf(name)}" (${helper("fullname")})`;
}

/**
 * An object of the manifests as one of a release: with the release's names and labels.
 *
 * @param own an expression with labels that only this object has.
 */
export function inRelease(object: unknown, own?: string): unknown {
  const tree = replaced(object, own);
  const name = isBranch(tree) && isBranch(tree["metadata"]) ? tree["metadata"]["name"] : undefined;
  if (!isBranch(tree) || name !== OBJECT_NAMES.exporter) return tree;
  return { ...tree, metadata: { ...(tree["metadata"] as object), name: inline(helper("fullname")) } };
}

function replaced(node: unknown, own: string | undefined): unknown {
  if (Array.isArray(node)) return node.map((each) => replaced(each, own));
  if (typeof node === "string") {
    const expression = EXPRESSIONS[node];
    return expression === undefined ? node : inline(expression);
  }
  if (!isBranch(node)) return node;
  if (PART_LABEL in node) return labels(node, own);
  if (JSON.stringify(node) === JSON.stringify(SELECTOR_LABELS)) return lines(helper("selectorLabels"));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, replaced(value, own)]));
}

/** Labels that the object has of itself, such as the sidecar's, stay, before those of the values. */
function labels(node: Readonly<Record<string, unknown>>, own: string | undefined): Hole {
  const { [NAME_LABEL]: name, [PART_LABEL]: part, ...further } = node;
  const pairs = Object.entries(further).map(([label, value]) => `"${label}" "${String(value)}"`);
  const merged = pairs.length > 0 ? `(merge (dict ${pairs.join(" ")}) (${own ?? "dict"}))` : own;
  const parameters = [
    `"root" $`,
    ...(name === OBJECT_NAMES.exporter ? [] : [`"name" "${String(name)}"`]),
    ...(merged === undefined || part === undefined ? [] : [`"own" ${merged}`]),
  ];
  return lines(`include "${CHART_NAME}.labels" (dict ${parameters.join(" ")})`);
}
