import type { BundleOptions } from "../options/options";
import type { OptionFinding, OptionPath } from "./option-finding";

/** What Prometheus takes for the beginning or the end of a template, in the texts and labels of alerts. */
const TEMPLATE = /\{\{|\}\}/;

/** Ends a template's text, or is a capture in a relabelling or a variable of Grafana. */
const SPECIAL_IN_JOB = /[`$]/;

/** What would end a link in Markdown, in Slack or in a template. Each of them can be written as %XX. */
const SPECIAL_IN_ADDRESS = /[\s{}()<>"`|\\^]/;

/** Texts that templates, links and relabelling would read as something else. */
export function textFindings(options: BundleOptions): readonly OptionFinding[] {
  const { jobName, alertLabels } = options;
  const addresses = (["runbookBaseUrl", "dashboardBaseUrl"] as const).filter(
    (name) => !/^https?:\/\/[^/]/.test(options[name]) || SPECIAL_IN_ADDRESS.test(options[name]),
  );
  return [
    ...textFinding(
      ["jobName"],
      jobName,
      jobName.trim() !== jobName || jobName === "" || TEMPLATE.test(jobName) || SPECIAL_IN_JOB.test(jobName),
      "a name without {{, }}, $ and ` and without spaces around it",
    ),
    ...Object.entries(alertLabels).flatMap(([label, value]) =>
      textFinding(
        ["alertLabels", label],
        value,
        TEMPLATE.test(value) || value === "",
        "a text without {{ and }}, which are a template to Prometheus",
      ),
    ),
    ...addresses.flatMap((name) =>
      textFinding([name], options[name], true, "an http or https address with special characters as %XX"),
    ),
  ];
}

function textFinding(
  path: OptionPath,
  value: string,
  isWrong: boolean,
  expected: string,
): readonly OptionFinding[] {
  if (!isWrong) return [];
  return [{ options: [path], message: `expected ${expected}, got ${JSON.stringify(value.slice(0, 60))}` }];
}
