import { EventLog } from "../../domain/history/event-log";
import { clusterEventToWire } from "../../wire/shapes/cluster-event";
import { sendProblem } from "../sending/answer";
import { jsonChunks, LongList } from "../sending/json-chunks";
import { EVENT_FILTER_PARAMETERS, EVENT_TIME_PARAMETERS, parseEventFilter } from "../routing/event-query";
import type { KnownNames } from "../routing/event-query";
import type { HttpServices } from "../routing/http-services";
import { DEFAULT_PAGE_SIZE } from "../routing/page-of";
import { NEXT_SCHEMA, PAGING_PARAMETERS, parsePaging } from "../routing/paging";
import { invalidInput } from "../sending/problem";
import { parseChoice } from "../routing/query";
import { jsonContent, schemaRef } from "../routing/route";
import type { Route } from "../routing/route";
import { sendChunks } from "../sending/send-chunks";

const ORDERS = ["newest", "oldest"] as const;

/** What happened, a page at a time. */
export const eventsRoute: Route = {
  name: "listEvents",
  method: "GET",
  path: "/api/v1/events",
  access: "scrape",
  places: "answers",
  summary: "What happened to the cluster and to this exporter, the latest first, a page at a time.",
  parameters: [
    ...PAGING_PARAMETERS,
    {
      name: "order",
      in: "query",
      description: "Which come first: with `newest` a page goes back in time, with `oldest` forth.",
      schema: { type: "string", enum: ORDERS, default: "newest" },
    },
    ...EVENT_FILTER_PARAMETERS,
    ...EVENT_TIME_PARAMETERS,
  ],
  answers: {
    200: {
      description: "A page of events.",
      content: jsonContent({
        type: "object",
        properties: {
          events: { type: "array", items: schemaRef("ClusterEvent") },
          next: NEXT_SCHEMA,
          last_id: {
            type: "integer",
            description:
              "The id of the latest event of all, 0 without any: the stream goes on from there with `after`, and nothing is missed.",
          },
          gone_up_to: {
            type: "integer",
            description:
              "The highest id of an event that is no longer kept, 0 when all are. Up to there some may be missing.",
          },
        },
        required: ["events", "last_id", "gone_up_to"],
      }),
    },
    400: { description: "A parameter has a value that it cannot have." },
  },
  handle: async (call, services) => {
    const { query, response } = call;
    const log = services.events ?? new EventLog();
    const filter = parseEventFilter(query, knownNames(services));
    const paging = parsePaging(query);
    const order = parseChoice("order", ORDERS, query.get("order"), "newest");
    if (!filter.ok || !paging.ok || !order.ok) {
      const problems = [filter, paging, order].flatMap((part) => (part.ok ? [] : [part.problem]));
      const [first, ...others] = problems;
      if (first !== undefined) sendProblem(response, invalidInput([first, ...others]));
      return;
    }
    const { limit = DEFAULT_PAGE_SIZE, after } = paging.value;
    const { events, next } = log.page({
      direction: order.value === "newest" ? "earlier" : "later",
      from: after === undefined ? undefined : Number(after),
      filter: filter.value,
      limit,
    });
    const document = {
      events: LongList.of(events, clusterEventToWire),
      next: next === undefined ? next : String(next),
      last_id: log.lastId,
      gone_up_to: log.goneUpTo,
    };
    response.setHeader("cache-control", "no-store");
    await sendChunks(call, { contentType: "application/json" }, () => ({ chunks: jsonChunks(document) }));
  },
};

/** What a region may be called in a question about events. */
export function knownNames({
  controlPlane,
  events,
}: Pick<HttpServices, "controlPlane" | "events">): KnownNames {
  return {
    regionNames: controlPlane.settings.regionNames,
    isInEvents: (name) =>
      events?.events.some((event) => event.regionName === name || event.peerName === name) === true,
  };
}
