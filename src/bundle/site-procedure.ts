const BEGIN = "<!-- Begin of the site's own procedure";
const BEGIN_END = "-->";
const END = "<!-- End of the site's own procedure";

/** Where a site's own procedure stands in a runbook: behind the one mark, before the other. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/** A runbook with the procedure that a site wrote into an earlier one, at the place that is marked for it; as it is where there is none. */
export function withSiteProcedure(runbook: string, earlier: string): string {
  const [to, from] = [placeIn(runbook), placeIn(earlier)];
  if (to === undefined || from === undefined) return runbook;
  return runbook.slice(0, to.start) + earlier.slice(from.start, from.end) + runbook.slice(to.end);
}

function placeIn(runbook: string): Place | undefined {
  const mark = runbook.indexOf(BEGIN);
  const markEnd = runbook.indexOf(BEGIN_END, mark);
  const end = runbook.lastIndexOf(END);
  if (mark < 0 || markEnd < 0 || end < markEnd) return undefined;
  return { start: markEnd + BEGIN_END.length, end };
}
