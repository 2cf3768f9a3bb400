import { setImmediate as nextTurn } from "node:timers/promises";

import { takeSteps } from "../../concurrency/take-steps";
import { sendProblem, sendText } from "../sending/answer";
import { invalidInput } from "../sending/problem";
import type { Route } from "../routing/route";
import { gatherReasons } from "../status-page/page/gather-reasons";
import { pageTitle } from "../status-page/page/headline";
import { renderStatusPage } from "../status-page/page/render-status-page";
import { parseReplicaChoice, REPLICA_PARAMETERS } from "../status-page/page/replica-choice";
import { replicaSection } from "../status-page/page/replica-section";
import { statusPart } from "../status-page/page/status-parts";
import type { StatusPart } from "../status-page/page/status-parts";
import { statusMoment } from "./status-moment";
import type { Html } from "../status-page/html";

/** The page for people. */
export function statusPageRoute(routes: () => readonly Route[]): Route {
  return {
    name: "getStatusPage",
    method: "GET",
    path: "/",
    access: "scrape",
    places: "answers",
    summary:
      "The status page: what is wrong, regions, lag between them, replicas, what happened, and links to everything else.",
    parameters: REPLICA_PARAMETERS,
    takesForeignQuery: true,
    answers: {
      200: { description: "The page.", content: { "text/html": { type: "string" } } },
      400: { description: "A parameter has a value that it cannot have." },
    },
    handle: async ({ response, basePath, query }, services) => {
      const choice = parseReplicaChoice(query);
      if (!choice.ok) {
        sendProblem(response, invalidInput([choice.problem]));
        return;
      }
      const snapshot = services.controlPlane.snapshot();
      const moment = statusMoment(snapshot, services, basePath);
      await nextTurn();
      gatherReasons(snapshot);
      // Of a large cluster each of these is a millisecond of work or more.
      const made = async (part: StatusPart): Promise<Html | ""> => {
        await nextTurn();
        return takeSteps(statusPart(part, moment), nextTurn);
      };
      const parts = {
        headline: await made("headline"),
        wrong: await made("wrong"),
        work: await made("work"),
        figures: await made("figures"),
        regions: await made("regions"),
        links: await made("links"),
        events: await made("events"),
        neighbours: await made("neighbours"),
      };
      await nextTurn();
      const replicas = await takeSteps(replicaSection(snapshot, choice.value), nextTurn);
      await nextTurn();
      const page = renderStatusPage({
        title: pageTitle(snapshot),
        parts,
        replicas,
        choice: choice.value,
        routes: routes(),
        basePath,
        version: services.version,
      });
      sendText(response, 200, "text/html; charset=utf-8", page);
    },
  };
}
