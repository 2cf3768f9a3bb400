import type { CapacityPlan, CapacityQuestion } from "../app/plan/plan-capacity";

/** A plan as a table for a terminal: what was asked first, then what it takes. */
export function planTable(question: CapacityQuestion, plan: CapacityPlan): string {
  const rows: readonly (readonly [string, string])[] = [
    ["regions", whole(question.regions)],
    ["shards", whole(question.shards)],
    ["followers per shard", whole(question.followers)],
    ["replicas that send heartbeats", whole(plan.replicas)],
    ["detail", question.detail],
    ["series", `${whole(plan.series)} and about ${whole(plan.processSeries)} of the process`],
    ["scrape, text without gzip", `about ${size(plan.bodyBytes)}`],
    ["memory at its highest", `about ${size(plan.memoryBytes)}`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join("");
}

/** A whole number with its thousands apart. Written out here, because locales differ from machine to machine. */
function whole(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Bytes in the largest decimal unit below them, with two digits that count. */
function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${units[power] ?? ""}`;
}
