/**
 * Milliseconds between evaluations of the rules about incidents: a third of the others', so that what a page waits for is the
 * scrape, and in whole seconds.
 */
export function incidentIntervalMs(evaluationIntervalMs: number): number {
  return Math.min(evaluationIntervalMs, Math.max(1, Math.round(evaluationIntervalMs / 3000)) * 1000);
}
