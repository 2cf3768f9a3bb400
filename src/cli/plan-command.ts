import { Command, InvalidArgumentError, Option } from "commander";
import { LARGEST_SHAPE, PLANNED_DETAILS, planCapacity, shapeProblem } from "../app/plan/plan-capacity";
import type { CapacityQuestion } from "../app/plan/plan-capacity";
import { brokenLimits, SCRAPER_LIMITS } from "../app/plan/scraper-limits";
import type { ScraperLimit } from "../app/plan/scraper-limits";
import { parseByteSize } from "../strict-yaml/byte-size";
import type { Host } from "./host";
import { planTable } from "./plan-table";

interface PlanFlags {
  readonly regions: number;
  readonly shards: number;
  readonly followers: number;
  readonly leadersOnly: boolean;
  readonly detail: CapacityQuestion["detail"];
  readonly bodySizeLimit?: number;
  readonly sampleLimit?: number;
  readonly json: boolean;
}

/** `plan`: predicts series, size of a scrape and memory for a cluster that need not exist. */
export function planCommand(host: Pick<Host, "stdout" | "stderr" | "exitWith">): Command {
  return new Command("plan")
    .description("predict series, size of a scrape and memory for a cluster of some size")
    .addOption(count("--regions <count>", `regions, 1 to ${LARGEST_SHAPE.regions}`))
    .addOption(count("--shards <count>", `shards in the whole cluster, 0 to ${LARGEST_SHAPE.shards}`))
    .addOption(count("--followers <count>", "followers of each shard, each in another region"))
    .option("--leaders-only", "followers send no heartbeats of their own", false)
    .addOption(
      new Option("--detail <level>", "metrics.detail of the configuration")
        .choices(PLANNED_DETAILS)
        .default("follower"),
    )
    .addOption(
      new Option(
        "--body-size-limit <size>",
        "body_size_limit of the scraper, where it has one: 16MiB",
      ).argParser(byteSize),
    )
    .addOption(
      new Option("--sample-limit <count>", "sample_limit of the scraper, where it has one").argParser(
        wholeNumber,
      ),
    )
    .option("--json", "print JSON instead of a table", false)
    .action(({ leadersOnly, json, bodySizeLimit, sampleLimit, ...flags }: PlanFlags) => {
      const question = { ...flags, followersReport: !leadersOnly };
      const problem = shapeProblem(question);
      if (problem !== undefined) {
        host.stderr(`--${problem}\n`);
        host.exitWith(1);
        return;
      }
      const plan = planCapacity(question);
      const limits = [...SCRAPER_LIMITS, ...ownLimits(bodySizeLimit, sampleLimit)];
      const broken = brokenLimits(plan, question.shards, limits);
      host.stdout(
        json
          ? `${JSON.stringify({ ...question, ...plan, brokenLimits: broken }, undefined, 2)}\n`
          : planTable(question, plan, broken),
      );
    });
}

function count(flags: string, description: string): Option {
  return new Option(flags, description).makeOptionMandatory().argParser(wholeNumber);
}

function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number.");
}

function byteSize(text: string): number {
  const bytes = parseByteSize(text);
  if (bytes !== undefined) return bytes;
  throw new InvalidArgumentError("Expected a size such as 16MiB.");
}

/** The limits of a scraper that was set up otherwise; 0 is none, as in Prometheus. */
function ownLimits(bodySizeLimit = 0, sampleLimit = 0): readonly ScraperLimit[] {
  const own: readonly ScraperLimit[] = [
    { name: "body_size_limit", unit: "bytes", most: bodySizeLimit, otherwise: "it" },
    { name: "sample_limit", unit: "series", most: sampleLimit, otherwise: "it" },
  ];
  return own.filter(({ most }) => most > 0);
}
