import type { LabelRecord } from "./labels";

/** Labels of a line of an exposition, `name{label="value",...}` without the value; the name becomes `__name__`. */
export function parseSeriesText(text: string): LabelRecord {
  const brace = text.indexOf("{");
  const name = (brace < 0 ? text : text.slice(0, brace)).trim();
  if (!/^[a-zA-Z_:][\w:]*$/.test(name)) throw new Error(`not a series: ${text}`);
  const labels: Record<string, string> = { __name__: name };
  if (brace < 0) return labels;
  const pair = /\s*([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/y;
  pair.lastIndex = brace + 1;
  let end = pair.lastIndex;
  for (let match = pair.exec(text); match !== null; match = pair.exec(text)) {
    labels[match[1] ?? ""] = (match[2] ?? "").replace(/\\(.)/g, (_, escaped: string) =>
      escaped === "n" ? "\n" : escaped,
    );
    end = pair.lastIndex;
  }
  if (text.slice(end).trim() !== "}") throw new Error(`not a series: ${text}`);
  return labels;
}

/** A number as an exposition writes it. */
export function parseSampleValue(text: string): number {
  if (text === "+Inf" || text === "Inf") return Infinity;
  return text === "-Inf" ? -Infinity : Number(text);
}

/**
 * The labels that Prometheus stores: those of the target win (honor_labels is false), and a label of the exposition with
 * such a name becomes `exported_...`.
 */
export function withTargetLabels(scraped: LabelRecord, target: LabelRecord): LabelRecord {
  const stored: Record<string, string> = { ...target };
  for (const [name, value] of Object.entries(scraped)) {
    if (value === "") continue;
    let free = name;
    while (free in target || (free !== name && free in scraped)) free = `exported_${free}`;
    stored[free] = value;
  }
  return stored;
}
