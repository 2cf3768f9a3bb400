/** The advisories of a report of `npm audit`, by their identity; one may concern several packages. */
function advisoriesIn({ vulnerabilities }) {
  const found = new Map();
  for (const { via } of Object.values(vulnerabilities)) {
    // A name in `via` leads to another entry of the report, which has the advisory itself.
    for (const advisory of via.filter((each) => typeof each !== "string")) {
      const identity = /GHSA(-\w{4}){3}/.exec(advisory.url ?? "")?.[0] ?? `npm-${advisory.source}`;
      found.set(identity, advisory);
    }
  }
  return found;
}

function exceptionProblem({ advisory, reason, expires }, found, today) {
  if (!reason?.trim()) return `the exception for ${advisory} gives no reason`;
  if (!/^\d{4}-\d\d-\d\d$/.test(expires ?? ""))
    return `the exception for ${advisory} needs "expires", as YYYY-MM-DD`;
  if (expires < today)
    return `the exception for ${advisory} expired on ${expires}; look again whether it still holds`;
  if (!found.has(advisory)) return `the exception for ${advisory} is of no use any more; remove it`;
  return undefined;
}

/**
 * A sentence for each advisory without an exception, and for each exception that is not in order; none when all is well.
 *
 * @param today - as YYYY-MM-DD; an exception holds up to and including its last day.
 */
export function judgeAdvisories(report, exceptions, today) {
  const found = advisoriesIn(report);
  const excepted = new Set(exceptions.map(({ advisory }) => advisory));
  const vulnerable = [...found]
    .filter(([identity]) => !excepted.has(identity))
    .map(
      ([identity, { name, range, severity, title }]) =>
        `${identity} (${severity}): ${title}, in ${name} ${range}; update it, or except the advisory with a reason`,
    );
  const untidy = exceptions.map((exception) => exceptionProblem(exception, found, today));
  return [...vulnerable, ...untidy.filter((problem) => problem !== undefined)];
}
