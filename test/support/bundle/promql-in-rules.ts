import type { SourcedPromql } from "./promql-source";

interface ReadRule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A rules file as Prometheus reads it. */
export interface RulesFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly ReadRule[] }[];
}

/** Every expression of a rules file: of the rules, and of the queries in their annotations. */
export function rulesPromql(file: string, { groups }: RulesFile): SourcedPromql[] {
  return groups.flatMap(({ rules }) =>
    rules.flatMap((rule) => {
      const where = `${file}: ${rule.alert ?? rule.record ?? "a rule without a name"}`;
      const templates = [...Object.values(rule.labels ?? {}), ...Object.values(rule.annotations ?? {})];
      return [
        { where, expr: rule.expr, labelsShown: templates.flatMap(labelsOfAlert) },
        ...templates.flatMap((template) => templateQueries(where, template)),
      ];
    }),
  );
}

function labelsOfAlert(template: string): string[] {
  return [...template.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label ?? "");
}

/**
 * Queries as an annotation writes them: `printf` of a text in backquotes, piped to `query`. What is shown of the result
 * stands between that and the end of its block.
 */
function templateQueries(where: string, template: string): SourcedPromql[] {
  const calls = [...template.matchAll(/printf `([^`]*)`([^|}]*)\| query/g)];
  const queryCount = [...template.matchAll(/\|\s*query\b|\bquery\s+["`]/g)].length;
  if (calls.length !== queryCount) {
    throw new Error(`${where}: a query in an annotation is not of the form printf \`…\` … | query`);
  }
  return calls.map((call) => {
    const [, format = "", values = ""] = call;
    const placeholders = [...format.matchAll(/%q/g)].length;
    const given = values.trim().split(/\s+/).length;
    if (placeholders !== given) {
      throw new Error(`${where}: ${placeholders} places for values in ${format}, but ${given} values`);
    }
    const rest = template.slice(call.index + call[0].length).split("{{ with printf")[0] ?? "";
    return {
      where: `${where}, annotation`,
      expr: format.replace(/%q/g, '""'),
      labelsShown: [...rest.matchAll(/\.Labels\.(\w+)/g)].map(([, label]) => label ?? ""),
    };
  });
}
