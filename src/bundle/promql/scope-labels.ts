/** The label that says which scrape found something; grouping leaves it out, so that two exporters make one page. */
const JOB = "job";

/**
 * Of the labels that tell clusters apart, those that titles and texts show and that notifications are grouped by: all but
 * the job, unless nothing else tells them apart.
 */
export function namingScopeLabels(scopeLabels: readonly string[]): readonly string[] {
  const others = scopeLabels.filter((label) => label !== JOB);
  return others.length > 0 ? others : scopeLabels;
}
