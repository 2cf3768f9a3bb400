import { cpus, release, totalmem } from "node:os";

import type { Finding, Hardness, HardRun, Outcome } from "../hard-run";
import { stands } from "../hard-run";

/**
 * The document of a full set of runs.
 *
 * @param revision - the commit of the code that was run.
 */
export function hardeningMarkdown(
  outcomes: readonly (readonly [HardRun, Outcome])[],
  hardness: Hardness,
  revision: string,
): string {
  return [
    "# Hardening",
    "",
    "What was thrown at the exporter, and what it withstood. Written by `npm run harden`; do not edit. Each run starts the",
    "compiled program as an operator does, and meanwhile a _witness_ uses it as it should be used: a sender of heartbeats (15",
    "shards, ten times a second), a scraper (40 times a second) and two probes on a new connection each (20 times a second).",
    "Attackers are processes of their own on the same machine, so the times include what they take away from the exporter's",
    "processor. Memory is measured after garbage collection; the first, shorter round of an attack warms up and",
    "does not count.",
    "",
    ...machine(revision),
    "",
    ...summary(outcomes),
    ...outcomes.flatMap(([run, outcome]) => ["", ...section(run, outcome, hardness)]),
    "",
  ].join("\n");
}

function machine(revision: string): readonly string[] {
  const [cpu] = cpus();
  const [kernel] = release().split("-");
  return [
    `Made on ${new Date().toISOString().slice(0, 10)} at commit ${revision}, with Node ${process.version} on Linux ${kernel ?? ""},`,
    `${cpus().length} processors (${cpu?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory.`,
  ];
}

function summary(outcomes: readonly (readonly [HardRun, Outcome])[]): readonly string[] {
  const rows = outcomes.map(([run, outcome]) => {
    const verdict = "skipped" in outcome ? "skipped" : stands(outcome) ? "stands" : "**does not stand**";
    return `| [${run.title}](#${anchor(run.title)}) | \`npm run harden ${run.name}\` | ${verdict} |`;
  });
  return ["| run | command | verdict |", "| --- | --- | --- |", ...rows];
}

/** As GitHub makes an anchor from a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-");
}

function section(run: HardRun, outcome: Outcome, hardness: Hardness): readonly string[] {
  const head = [`## ${run.title}`, "", run.thrown(hardness), ""];
  if ("skipped" in outcome) return [...head, `Skipped: ${outcome.skipped}.`];
  const required = outcome.findings.filter(({ holds }) => holds !== undefined);
  const figures = outcome.findings.filter(({ holds }) => holds === undefined);
  return [
    ...head,
    "| what had to hold | what was found | |",
    "| --- | --- | --- |",
    ...required.map(({ what, found, holds }) => row(what, found, holds ? "yes" : "**no**")),
    ...(figures.length > 0 ? ["", figures.map(inWords).join(" · ")] : []),
  ];
}

function inWords({ what, found }: Finding): string {
  return `${what}: ${found}`;
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}
