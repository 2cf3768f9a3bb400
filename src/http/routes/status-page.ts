import { setImmediate as nextTurn } from "node:timers/promises";

import { incidentRunbook } from "../runbooks/runbook-link";
import { sendText } from "../sending/answer";
import type { Route } from "../routing/route";
import { regionTable } from "../status-page/region-table";
import { renderStatusPage } from "../status-page/render-status-page";
import { replicaTable } from "../status-page/replica-table";

/** The page for people. */
export function statusPageRoute(routes: () => readonly Route[]): Route {
  return {
    name: "getStatusPage",
    method: "GET",
    path: "/",
    access: "scrape",
    places: "answers",
    summary:
      "The status page: what is wrong, regions, shards, lag and reasons, and links to everything else.",
    answers: { 200: { description: "The page.", content: { "text/html": { type: "string" } } } },
    handle: async ({ response, basePath }, services) => {
      const { controlPlane, readiness, version, sources, peers, runbooks } = services;
      const snapshot = controlPlane.snapshot();
      // Of a large cluster each of these is a millisecond of work or more.
      await nextTurn();
      const regions = regionTable(snapshot);
      await nextTurn();
      const replicas = replicaTable(snapshot);
      await nextTurn();
      const page = renderStatusPage({
        snapshot,
        tables: { regions, replicas },
        notReady: readiness(),
        sources: sources?.() ?? [],
        peers: peers?.() ?? [],
        routes: routes(),
        basePath,
        runbookOf: (incident) => {
          const alert = runbooks?.alertOfCause(incident.cause);
          return alert && incidentRunbook(basePath, alert, incident);
        },
        version,
        uptimeSeconds: process.uptime(),
      });
      sendText(response, 200, "text/html; charset=utf-8", page);
    },
  };
}
