import { renderRunbook, renderRunbookList } from "../runbooks/render-runbook";
import { subjectQuery } from "../runbooks/runbook-link";
import { withSubject } from "../runbooks/runbook-subject";
import type { RunbookSubject } from "../runbooks/runbook-subject";
import { stepEvidence } from "../runbooks/step-evidence";
import { parseU16 } from "../routing/query";
import type { Call, Route, RouteParameter } from "../routing/route";
import { sendProblem, sendText } from "../sending/answer";
import { invalidInput, problemOf } from "../sending/problem";
import { findRegion } from "../routing/find-region";

const HTML = "text/html; charset=utf-8";
const FILE_SUFFIX = /\.md$/;
const PAGE = { description: "The page.", content: { "text/html": { type: "string" } } };
const CONTROL_CHARACTERS = /\p{Cc}/u;

const LABELS = ["region", "peer"] as const;

const PARAMETERS: readonly RouteParameter[] = [
  {
    name: "alert",
    in: "path",
    description: "The name of the alert; `.md` at its end is ignored.",
    required: true,
    schema: { type: "string" },
  },
  ...LABELS.map((name): RouteParameter => ({
    name,
    in: "query",
    description: `The label \`${name}\` of the alert, for the queries and the evidence.`,
    schema: { type: "string" },
  })),
  {
    name: "shard",
    in: "query",
    description: "The label `shard` of the alert, for the queries.",
    schema: { type: "integer", minimum: 0, maximum: 65535 },
  },
];

/** All runbooks. */
export const runbookListRoute: Route = {
  name: "getRunbooks",
  method: "GET",
  path: "/runbooks",
  access: "scrape",
  summary: "The runbooks of the alerts.",
  answers: { 200: PAGE },
  handle: async ({ response }, { controlPlane, runbooks }) => {
    const alerts = (await runbooks?.alerts()) ?? [];
    const { clusterName } = controlPlane.totals();
    sendText(
      response,
      200,
      HTML,
      renderRunbookList(alerts, clusterName, "./", (alert) => `./runbooks/${alert}`),
    );
  },
};

/** One runbook, with what its alert is about filled in, below what the exporter sees at this moment. */
export const runbookRoute: Route = {
  name: "getRunbook",
  method: "GET",
  path: "/runbooks/{alert}",
  access: "scrape",
  places: "answers",
  summary: "The runbook of one alert, filled in, and what the exporter sees at this moment.",
  parameters: PARAMETERS,
  answers: {
    200: PAGE,
    400: { description: "A parameter has a value that it cannot have." },
    404: { description: "No such alert." },
  },
  handle: async (call, { controlPlane, runbooks }) => {
    const alert = call.parameter.replace(FILE_SUFFIX, "");
    const subject = subjectOf(call, controlPlane.totals().clusterName);
    if (subject === undefined) return;
    const markdown = await runbooks?.read(alert);
    if (markdown === undefined) {
      sendProblem(
        call.response,
        problemOf(404, `alert: no runbook of ${JSON.stringify(alert.slice(0, 100))}; /runbooks lists them`),
      );
      return;
    }
    const snapshot = controlPlane.snapshot();
    // The label of an alert that is about no region is empty.
    const named = [subject.region, subject.peer].flatMap((name) =>
      name === undefined || name === "" ? [] : [name],
    );
    const regions = named.flatMap((name) => findRegion(snapshot.regions, name) ?? []);
    const filledIn = withSubject(markdown, subject);
    const page = renderRunbook({
      alert,
      markdown: filledIn,
      beside: await stepEvidence(filledIn, { snapshot, subject, regions }),
      snapshot,
      regions,
      unknownRegions: named.filter((name) => findRegion(snapshot.regions, name) === undefined),
      linkTo: (other) => (other === "" ? "../runbooks" : `./${other}${subjectQuery(subject)}`),
      home: "../",
      uptimeSeconds: process.uptime(),
    });
    call.response.setHeader("cache-control", "no-store");
    sendText(call.response, 200, HTML, page);
  },
};

/** The labels that the query gives, or undefined after a 400. */
function subjectOf({ query, response }: Call, cluster: string): RunbookSubject | undefined {
  const shard = query.get("shard");
  const number = shard === null ? undefined : parseU16("shard", shard);
  const named = LABELS.find((name) => CONTROL_CHARACTERS.test(query.get(name) ?? ""));
  const problem =
    named === undefined
      ? number?.ok === false && number.problem
      : { field: named, message: `${named}: expected the name of a region, got control characters` };
  if (problem) {
    sendProblem(response, invalidInput([problem]));
    return undefined;
  }
  return {
    cluster,
    region: query.get("region") ?? undefined,
    peer: query.get("peer") ?? undefined,
    shard: shard ?? undefined,
  };
}
