import { Command, InvalidArgumentError, Option } from "commander";
import { readBuildInfo } from "../app/build-info";
import type { BundleReport } from "../app/bundle/bundle";
import { readBaseUrl } from "../bundle/options-file/option-kinds";
import { givenText, neededText } from "./arguments/given-text";
import type { Host } from "./host";
import { loadBundleWriter } from "./load-bundle-writer";

/** The flags as commander hands them over; without a flag its property is missing. */
interface BundleFlags {
  readonly out: string;
  readonly "config.file"?: string;
  readonly options?: string;
  readonly jobName?: string;
  readonly runbookBaseUrl?: string;
  readonly dashboardBaseUrl?: string;
}

/** `bundle`: writes dashboards, rules, runbooks and manifests for an installation whose numbers or names are its own. */
export function bundleCommand(host: Pick<Host, "stdout" | "stderr" | "exitWith">): Command {
  const file = givenText("the path of a file");
  return new Command("bundle")
    .description(
      "write dashboards, alert rules, runbooks and Kubernetes manifests with your own thresholds and names",
    )
    .requiredOption(
      "--out <directory>",
      "where to; what is there of an earlier bundle is replaced, except your own procedures in its runbooks",
      neededText("the path of a folder"),
    )
    .option("--config.file <path>", "configuration of the exporter, for its thresholds", file)
    .option(
      "--options <path>",
      "YAML file with thresholds, windows, label names and times; wins over --config.file",
      file,
    )
    .option(
      "--job-name <name>",
      "value of the label job of the exporter's scrapes",
      givenText("the value of a label"),
    )
    .addOption(address("--runbook-base-url <url>", "where the runbooks are read: URL/ALERT.md"))
    .addOption(address("--dashboard-base-url <url>", "where Grafana is"))
    .addHelpText("after", "\nThe written options.yml lists every option with its value and its meaning.")
    .action(async ({ out, "config.file": configPath, options: optionsPath, ...changes }: BundleFlags) => {
      const buildInfo = readBuildInfo();
      const writer = loadBundleWriter();
      const report: BundleReport = writer.ok
        ? await writer.value({ folder: out, configPath, optionsPath, changes, buildInfo })
        : writer;
      const { ok, text, warning } = report;
      if (ok) {
        host.stdout(text);
        if (warning !== undefined) host.stderr(warning);
      } else {
        host.stderr(text);
        host.exitWith(1);
      }
    });
}

function address(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const url = readBaseUrl(text);
    if (url !== undefined) return url;
    throw new InvalidArgumentError("Expected an address such as https://grafana.example.org.");
  });
}
