import type { BundleOptions } from "../options/options";
import { Promql } from "../promql/promql";
import { knownLabels, PROMETHEUS_LABELS, TARGET_LABELS } from "./known-labels";
import type { KnownLabels } from "./known-labels";
import type { OptionFinding, OptionPath } from "./option-finding";

/** A label that may not be taken, and why. */
type Reason = readonly [applies: boolean, why: string];

/** Labels that would make two alerts one, hide one label behind another, or leave series that no expression finds. */
export function labelFindings(options: BundleOptions): readonly OptionFinding[] {
  const known = knownLabels();
  return [
    ...scopeFindings(options, known),
    ...renamingFindings(options, known),
    ...collisionFindings(options, known),
    ...alertLabelFindings(options, known),
  ];
}

function scopeFindings({ scopeLabels }: BundleOptions, known: KnownLabels): readonly OptionFinding[] {
  return scopeLabels.flatMap((label, index) =>
    firstReason(["scopeLabels", index], label, [
      [scopeLabels.indexOf(label) < index, "is listed twice"],
      ...reservedFor(label, known),
      [label === "instance", "tells the replicas of one exporter apart, not clusters"],
      [known.exporter.includes(originalOf(label)), "is a label of the exporter itself, not of its target"],
    ]),
  );
}

function renamingFindings(options: BundleOptions, known: KnownLabels): readonly OptionFinding[] {
  const { labelNames, scopeLabels } = options;
  const entries = Object.entries(labelNames);
  return entries.flatMap(([label, name], index) => {
    const path: OptionPath = ["labelNames", label];
    const isOther = originalOf(name) !== label;
    const [twin] = entries.slice(0, index).find(([, earlier]) => earlier === name) ?? [];
    return [
      ...firstReason(
        path,
        label,
        [[scopeLabels.includes(label), "is one of scope_labels, which are labels of the target"]],
        "key",
      ),
      ...firstReason(path, name, [
        [twin !== undefined, `is the name of ${twin ?? ""} already`],
        [scopeLabels.includes(name), "is one of scope_labels"],
        [TARGET_LABELS.includes(name), "is a label of every target"],
        ...(isOther ? reservedFor(name, known) : []),
        [isOther && known.exporter.includes(originalOf(name)), "is another label of the exporter"],
      ]),
    ];
  });
}

function collisionFindings(options: BundleOptions, known: KnownLabels): readonly OptionFinding[] {
  const { collidingLabels, scopeLabels, labelNames } = options;
  return collidingLabels.flatMap((label, index) =>
    firstReason(["collidingLabels", index], label, [
      [collidingLabels.indexOf(label) < index, "is listed twice"],
      // Where the scope has a label of the exporter, the finding about the scope already says so.
      [
        scopeLabels.includes(label) && !known.exporter.includes(label),
        "is one of scope_labels, which are labels of the target",
      ],
      [
        !known.exporter.includes(label),
        `is no label of the exporter, which has ${known.exporter.join(", ")}`,
      ],
      [
        known.chosen.includes(label) && labelNames[label] === undefined,
        "is what rules choose series by, and they would find none under another name; give it one in label_names, and in " +
          "the relabelling of the scrape",
      ],
    ]),
  );
}

function alertLabelFindings(options: BundleOptions, known: KnownLabels): readonly OptionFinding[] {
  const promql = new Promql(options);
  const names = [...known.grouped, ...known.chosen].flatMap((label) => [
    label,
    ...promql.labelNames(label),
    `exported_${label}`,
  ]);
  return Object.keys(options.alertLabels).flatMap((label) =>
    firstReason(
      ["alertLabels", label],
      label,
      [
        ...reservedFor(label, known),
        [
          options.scopeLabels.includes(label),
          "is one of scope_labels: alerts about different clusters would become one, and Prometheus evaluate none of them",
        ],
        [
          names.includes(label) || TARGET_LABELS.includes(label),
          "tells alerts apart: two of them would become one, and Prometheus evaluate neither",
        ],
      ],
      "key",
    ),
  );
}

function reservedFor(label: string, known: KnownLabels): readonly Reason[] {
  return [
    [label.startsWith("__"), "begins with __, as labels that Prometheus drops do"],
    [PROMETHEUS_LABELS.includes(label), "is a label that Prometheus makes itself"],
    [known.set.includes(label), "is set by the rules; routes, inhibitions and titles go by it"],
  ];
}

/** What Prometheus renamed to `exported_<label>` was called `<label>`. */
function originalOf(label: string): string {
  return label.replace(/^exported_/, "");
}

function firstReason(
  path: OptionPath,
  label: string,
  reasons: readonly Reason[],
  at?: "key",
): readonly OptionFinding[] {
  const [, why] = reasons.find(([applies]) => applies) ?? [];
  if (why === undefined) return [];
  return [{ options: [path], message: `expected another label; ${label} ${why}`, ...(at && { at }) }];
}
