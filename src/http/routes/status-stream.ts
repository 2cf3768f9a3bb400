import { EVENT_STREAM_TYPE } from "../sending/event-stream";
import { sendProblem } from "../sending/answer";
import { invalidInput } from "../sending/problem";
import type { Route } from "../routing/route";
import { LivePage } from "../status-page/live/live-page";
import { statusMoment } from "./status-moment";
import { parseReplicaChoice, REPLICA_PARAMETERS } from "../status-page/page/replica-choice";

/** Links in parts begin like this; the page knows what leads to the root from where it is. */
const BASE = ".";

/** What keeps an open status page up to date. */
export function statusStreamRoute(): Route {
  const livePage = new LivePage((snapshot, services) => statusMoment(snapshot, services, BASE));
  return {
    name: "streamStatusPage",
    method: "GET",
    path: "/status/stream",
    access: "scrape",
    places: "pageStreams",
    summary: "What changes on the status page, as it changes: server-sent events for the page's own script.",
    parameters: REPLICA_PARAMETERS,
    answers: {
      200: {
        description:
          "An event `part` for each part of the page that changes: its `id` and its `html`. It is made for the page of the same release and " +
          "may change with any; programs read `/api/v1/events/stream` and `/health.json`.",
        content: { [EVENT_STREAM_TYPE]: { type: "string" } },
      },
      400: { description: "A parameter has a value that it cannot have." },
    },
    handle: async ({ request, response, query }, services) => {
      const choice = parseReplicaChoice(query);
      if (!choice.ok) {
        sendProblem(response, invalidInput([choice.problem]));
        return;
      }
      response.statusCode = 200;
      response.setHeader("content-type", EVENT_STREAM_TYPE);
      response.setHeader("cache-control", "no-store");
      // Said to nginx, which would hold parts back until it has a few kilobytes of them.
      response.setHeader("x-accel-buffering", "no");
      if (request.method === "HEAD") response.end();
      else await livePage.stream(response, services, choice.value);
    },
  };
}
