import type { ConfigFinding, ConfigPath } from "../../strict-yaml/config-problem";
import { entriesOf, isMapping } from "../../strict-yaml/source/raw-document";

/** Whether a document has something at a path. */
export function leads(document: unknown, [step, ...rest]: ConfigPath): boolean {
  if (step === undefined) return true;
  if (Array.isArray(document))
    return typeof step === "number" && step in document && leads(document[step], rest);
  const entry = entriesOf(document).find(([key]) => key === step);
  return entry !== undefined && leads(entry[1], rest);
}

/** The document without what findings are about. A list goes as a whole: the numbers of its items have a meaning. */
export function without(document: unknown, findings: readonly Pick<ConfigFinding, "path">[]): unknown {
  return findings.reduce<unknown>((rest, { path }) => cut(rest, path), document);
}

function cut(document: unknown, [step, ...rest]: ConfigPath): unknown {
  if (step === undefined || !isMapping(document)) return undefined;
  return Object.fromEntries(
    entriesOf(document).flatMap(([key, value]): [string, unknown][] => {
      if (key !== step) return [[key, value]];
      const left = rest.length === 0 ? undefined : cut(value, rest);
      return left === undefined ? [] : [[key, left]];
    }),
  );
}
