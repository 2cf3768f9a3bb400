import type { Finding, Outcome } from "../hard-run";

/** An outcome for a terminal, a line for each finding. */
export function hardeningText(outcome: Outcome, tookSeconds: number): string {
  const lines = "skipped" in outcome ? [`  SKIPPED: ${outcome.skipped}`] : outcome.findings.map(line);
  return `${[...lines, `  ${tookSeconds.toFixed(1)} s`].join("\n")}\n`;
}

function line({ what, found, holds }: Finding): string {
  const mark = holds === undefined ? "      " : holds ? "  ok  " : "FAILED";
  return `  ${mark} ${what}: ${found}`;
}
