import { Command, InvalidArgumentError, Option } from "commander";
import { LARGEST_SHAPE, PLANNED_DETAILS, planCapacity, shapeProblem } from "../app/plan/plan-capacity";
import type { CapacityQuestion } from "../app/plan/plan-capacity";
import type { Host } from "./host";
import { planTable } from "./plan-table";

interface PlanFlags {
  readonly regions: number;
  readonly shards: number;
  readonly followers: number;
  readonly leadersOnly: boolean;
  readonly detail: CapacityQuestion["detail"];
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
    .option("--json", "print JSON instead of a table", false)
    .action(({ leadersOnly, json, ...flags }: PlanFlags) => {
      const question = { ...flags, followersReport: !leadersOnly };
      const problem = shapeProblem(question);
      if (problem !== undefined) {
        host.stderr(`--${problem}\n`);
        host.exitWith(1);
        return;
      }
      const plan = planCapacity(question);
      host.stdout(
        json ? `${JSON.stringify({ ...question, ...plan }, undefined, 2)}\n` : planTable(question, plan),
      );
    });
}

function count(flags: string, description: string): Option {
  return new Option(flags, description).makeOptionMandatory().argParser((text) => {
    if (/^\d{1,15}$/.test(text)) return Number(text);
    throw new InvalidArgumentError("Expected a whole number.");
  });
}
