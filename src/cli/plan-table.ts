import type { BrokenLimit, ScraperLimit } from "../app/plan/scraper-limits";
import type { CapacityPlan, CapacityQuestion } from "../app/plan/plan-capacity";

/** A plan as a table for a terminal: what was asked first, then what it takes, and then which scrapers it is too large for. */
export function planTable(
  question: CapacityQuestion,
  plan: CapacityPlan,
  broken: readonly BrokenLimit[],
): string {
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
  const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join("");
  return table + tooLarge(broken);
}

/** What to do about limits that are broken; nothing where none is. */
function tooLarge(broken: readonly BrokenLimit[]): string {
  if (broken.length === 0) return "";
  const lines = broken.map(({ limit, parts }) => {
    const remedies = [
      ...(parts === undefined ? [] : [`scrape it in ${parts} parts`]),
      "set metrics.detail",
      `raise ${limit.otherwise}`,
    ];
    return `- ${limit.name}: no more than ${amount(limit)} from one target. To do: ${remedies.join(", or ")}.\n`;
  });
  const most = Math.max(0, ...broken.map(({ parts = 0 }) => parts));
  const how =
    most === 0
      ? ""
      : `In ${most} parts: scrape_parts of \`bundle\`, serviceMonitor.parts of the chart, or targets with ?part=1/${most} to ?part=${most}/${most}.\n`;
  return `\nToo large in one scrape for:\n${lines.join("")}${how}`;
}

function amount({ unit, most }: ScraperLimit): string {
  return unit === "bytes" ? size(most) : `${whole(most)} series`;
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
