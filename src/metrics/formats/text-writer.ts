import { escapeUnquoted } from "./escaping";
import type { ExpositionWriter } from "./exposition-writer";
import type { FamilyHeader, FamilySample } from "./family";
import { printLabelSet } from "./label-set";
import { printSampleValue } from "./sample-value";

/** Prometheus' text format, version 0.0.4. */
export const TEXT_WRITER: ExpositionWriter = {
  end: "",

  header({ name, type, help }: FamilyHeader): string {
    return `# HELP ${name} ${escapeUnquoted(help)}\n# TYPE ${name} ${type}\n`;
  },

  sample({ name, labels }: FamilyHeader, sample: FamilySample): string {
    const labelSet = printLabelSet(sample.labelNames ?? labels, sample.labels);
    return `${name}${sample.suffix ?? ""}${labelSet} ${printSampleValue(sample.value)}\n`;
  },
};
