import { escapeQuoted } from "./escaping";
import type { ExpositionWriter } from "./exposition-writer";
import type { FamilyHeader, FamilySample } from "./family";
import { printLabelSet } from "./label-set";
import { printSampleValue } from "./sample-value";

/** The name of the family, which for a counter is not that of its samples. */
function familyName({ name, type }: FamilyHeader): string {
  return type === "counter" ? name.replace(/_total$/, "") : name;
}

/** The bound of a bucket as OpenMetrics wants it: always recognisable as a float. */
function canonicalBound(bound: string): string {
  return /^\d+$/.test(bound) ? `${bound}.0` : bound;
}

/** OpenMetrics, version 1.0.0, as text. */
export const OPENMETRICS_WRITER: ExpositionWriter = {
  end: "# EOF\n",

  header(family: FamilyHeader): string {
    const name = familyName(family);
    const { type, unit, help } = family;
    // A unit that does not end the name makes the whole exposition invalid.
    const unitLine = unit !== undefined && name.endsWith(`_${unit}`) ? `# UNIT ${name} ${unit}\n` : "";
    return `# HELP ${name} ${escapeQuoted(help)}\n# TYPE ${name} ${type}\n${unitLine}`;
  },

  sample(family: FamilyHeader, sample: FamilySample): string {
    const names = sample.labelNames ?? family.labels;
    const values =
      family.type === "histogram"
        ? sample.labels.map((value, i) => (names[i] === "le" ? canonicalBound(value) : value))
        : sample.labels;
    const labelSet = printLabelSet(names, values);
    const suffix = family.type === "counter" ? "_total" : (sample.suffix ?? "");
    return `${familyName(family)}${suffix}${labelSet} ${printSampleValue(sample.value)}\n`;
  },
};
