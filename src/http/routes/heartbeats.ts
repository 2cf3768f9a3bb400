import { HeartbeatReader } from "../../wire/heartbeats/heartbeat-entries";
import type { HeartbeatFormat } from "../../wire/heartbeats/heartbeat-stream";
import { sendProblem } from "../sending/answer";
import { MAX_LISTED_REJECTIONS } from "../../wire/heartbeats/heartbeat-tally";
import { takeHeartbeats } from "../receiving/heartbeat-upload";
import { checkMediaType } from "../receiving/media-type";
import { problemOf } from "../sending/problem";
import { schemaRef } from "../routing/route";
import type { Route } from "../routing/route";

const FORMATS: Readonly<Record<"application/json" | "application/x-ndjson", HeartbeatFormat>> = {
  "application/json": "json",
  "application/x-ndjson": "ndjson",
};

const MEDIA_TYPES = Object.keys(FORMATS) as readonly (keyof typeof FORMATS)[];

const REPORT_SCHEMA = {
  allOf: [schemaRef("HeartbeatReport")],
  type: "object",
  properties: {
    rejected_count: {
      type: "integer",
      description: `All that were rejected; \`rejected\` lists the first ${MAX_LISTED_REJECTIONS} of them.`,
    },
  },
  required: ["rejected_count"],
};

/** Takes heartbeats in: one, an array, or one a line. Valid ones count whatever stands beside them. */
export function heartbeatsRoute(): Route {
  // One for all requests: no heartbeat is read in two goes.
  const reader = new HeartbeatReader();
  return {
    name: "postHeartbeats",
    method: "POST",
    path: "/api/v1/heartbeats",
    access: "ingest",
    isDirect: true,
    summary: "Takes in heartbeats. Valid ones are recorded, also beside invalid ones.",
    body: {
      description: "One heartbeat, an array, or one a line; `Content-Encoding: gzip` may be used.",
      content: {
        "application/json": {
          oneOf: [schemaRef("ShardStats"), { type: "array", items: schemaRef("ShardStats") }],
        },
        "application/x-ndjson": { type: "string", description: "One ShardStats object a line." },
      },
    },
    answers: {
      202: { description: "What became of each.", content: { "application/json": REPORT_SCHEMA } },
      400: { description: "Nothing in the body is valid JSON." },
      403: {
        description:
          "The credentials do not have scope `ingest`, or have it for none of these heartbeats: `ingest` of the problem says for which. Beside heartbeats that they may send, the others are rejected in the report. Without credentials configured: the caller is on another machine, or a web page.",
      },
      413: {
        description:
          "The body is too large, the batch too long, or its only heartbeat. What came before the limit was taken in; the detail says how much.",
      },
      415: { description: "Neither JSON nor NDJSON, not UTF-8, or compressed in another way than gzip." },
    },
    handle: (call, services) => {
      const { request, response } = call;
      const mediaType = checkMediaType(request.headers["content-type"], MEDIA_TYPES);
      if (mediaType.ok) return takeHeartbeats(call, services, FORMATS[mediaType.value], reader);
      sendProblem(response, problemOf(415, mediaType.message));
      return undefined;
    },
  };
}
