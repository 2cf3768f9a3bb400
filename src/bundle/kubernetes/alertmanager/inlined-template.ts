/**
 * A text of Alertmanager that brings along the definitions that it uses, and those that they use, so that it needs no file
 * of templates.
 *
 * @param definitions a file of templates, each definition at the beginning of a line.
 * @throws RangeError when one is missing.
 */
export function inlinedTemplate(text: string, definitions: string): string {
  const known = definitionsIn(definitions);
  const needed = new Set<string>();
  const collect = (part: string): void => {
    for (const [, name = ""] of part.matchAll(/\{\{-? *template "([^"]+)"/g)) {
      if (needed.has(name)) continue;
      const definition = known.get(name);
      if (definition === undefined) throw new RangeError(`${name}: expected a definition of this template`);
      needed.add(name);
      collect(definition);
    }
  };
  collect(text);
  // Nothing between them, which would be a part of the text.
  return [...needed].map((name) => known.get(name) ?? "").join("") + text;
}

function definitionsIn(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^(?=\{\{ define ")/m);
  return new Map(
    parts.flatMap((part): [string, string][] => {
      const [, name] = /^\{\{ define "([^"]+)"/.exec(part) ?? [];
      if (name === undefined) return [];
      // The comment of the next one stands behind the end of this one.
      return [[name, part.replace(/\s*(?:\{\{\/\*[^]*?\*\/\}\}\s*)*$/, "")]];
    }),
  );
}
