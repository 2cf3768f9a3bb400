import { sendProblem, sendText } from "../sending/answer";
import { problemOf } from "../sending/problem";
import type { Route } from "../routing/route";

const PLAIN_TEXT = "text/plain; charset=utf-8";

/** Liveness: answers as long as the process answers at all. */
export const healthyRoute: Route = {
  name: "getHealthy",
  method: "GET",
  path: "/-/healthy",
  access: "probe",
  summary: "Liveness: 200 as long as this program answers.",
  answers: { 200: { description: "Alive.", content: { "text/plain": { type: "string" } } } },
  handle: ({ response }) => {
    sendText(response, 200, PLAIN_TEXT, "tidaldb-exporter is healthy.\n");
  },
};

/** Readiness: whether requests should be sent here. */
export const readyRoute: Route = {
  name: "getReady",
  method: "GET",
  path: "/-/ready",
  access: "probe",
  summary:
    "Readiness: 200 when the configuration is loaded, the ports are open and the store can be reached. A store in NATS that cannot be reached is told of beside a 200: what is known still holds.",
  answers: {
    200: { description: "Ready.", content: { "text/plain": { type: "string" } } },
    503: { description: "Not ready; `reasons` says why." },
  },
  handle: ({ response }, { readiness, readinessNotes }) => {
    const reasons = readiness();
    const notes = (readinessNotes?.() ?? []).map((note) => `But ${note}.\n`);
    if (reasons.length === 0)
      sendText(response, 200, PLAIN_TEXT, ["tidaldb-exporter is ready.\n", ...notes].join(""));
    else sendProblem(response, problemOf(503, `not ready: ${reasons.join("; ")}`, { reasons }));
  },
};
