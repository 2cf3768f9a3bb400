import { EventLog } from "../../domain/history/event-log";
import { sendProblem } from "../sending/answer";
import { EVENT_FILTER_PARAMETERS, parseEventFilter, parseEventId } from "../routing/event-query";
import { EVENT_STREAM_TYPE, streamEvents } from "../sending/event-stream";
import { invalidInput } from "../sending/problem";
import type { Call, Route } from "../routing/route";
import { knownNames } from "./events";

const LAST_EVENT_ID = "last-event-id";

/** What happens, as it happens. */
export const eventStreamRoute: Route = {
  name: "streamEvents",
  method: "GET",
  path: "/api/v1/events/stream",
  access: "scrape",
  places: "streams",
  summary: "What happens, as it happens: server-sent events, which browsers read with EventSource.",
  parameters: [
    {
      name: "after",
      in: "query",
      description:
        "Begin behind the event of this id. The header `Last-Event-ID`, which a client sends when it comes again, wins. Without both: with the next event.",
      schema: { type: "string" },
    },
    ...EVENT_FILTER_PARAMETERS,
  ],
  answers: {
    200: {
      description:
        "An event each: its `id`, and as `data` a ClusterEvent. One of the type `gap` tells that events up to its `gone_up_to` may be " +
        "missing, because they are not kept any more or the client comes with an id that is still to come. A comment comes every 15 seconds without an event. It ends after an hour, or " +
        "when the exporter stops: come again, with `Last-Event-ID`.",
      content: { [EVENT_STREAM_TYPE]: { type: "string" } },
    },
    400: { description: "A parameter, or Last-Event-ID, has a value that it cannot have." },
  },
  handle: async (call, services) => {
    const { request, response, query } = call;
    const log = services.events ?? endedLog();
    const filter = parseEventFilter(query, knownNames(services));
    const after = lastIdOf(call);
    if (!filter.ok || !after.ok) {
      const problem = filter.ok ? undefined : filter.problem;
      const other = after.ok ? undefined : after.problem;
      const first = problem ?? other;
      if (first !== undefined) sendProblem(response, invalidInput([first]));
      return;
    }
    response.statusCode = 200;
    response.setHeader("content-type", EVENT_STREAM_TYPE);
    response.setHeader("cache-control", "no-store");
    // Said to nginx, which would hold events back until it has a few kilobytes of them.
    response.setHeader("x-accel-buffering", "no");
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    await streamEvents(response, log, { after: after.value ?? log.lastId, filter: filter.value });
  },
};

/** Where nothing is recorded, nothing comes. */
function endedLog(): EventLog {
  const log = new EventLog();
  log.end();
  return log;
}

function lastIdOf({ request, query }: Call): ReturnType<typeof parseEventId> {
  const header = request.headers[LAST_EVENT_ID];
  const seen = parseEventId("Last-Event-ID", Array.isArray(header) ? header[0] : header);
  if (!seen.ok || seen.value !== undefined) return seen;
  return parseEventId("after", query.get("after") ?? undefined);
}
