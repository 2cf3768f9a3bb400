import type { ControlPlane } from "../../domain/control-plane";
import { heartbeatReportToWire } from "../../wire/heartbeat-report";
import type { RejectedHeartbeat } from "../../wire/heartbeat-report";
import { parseHeartbeats } from "../../wire/heartbeats";
import type { HeartbeatFormat, ParsedHeartbeat } from "../../wire/heartbeats";
import { printJson } from "../../wire/json";
import { sendJson, sendProblem } from "../answer";
import { checkMediaType } from "../media-type";
import { problemOf } from "../problem";
import { readBody } from "../read-body";
import { schemaRef } from "../route";
import type { Route } from "../route";

/** Rejections that an answer lists; whoever sends thousands has one mistake, not thousands. The rest is only counted. */
export const MAX_LISTED_REJECTIONS = 100;

const FORMATS: Readonly<Record<"application/json" | "application/x-ndjson", HeartbeatFormat>> = {
  "application/json": "json",
  "application/x-ndjson": "ndjson",
};

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
export const heartbeatsRoute: Route = {
  name: "postHeartbeats",
  method: "POST",
  path: "/api/v1/heartbeats",
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
    413: { description: "The body is too large, or the batch too long." },
    415: { description: "Neither JSON nor NDJSON, not UTF-8, or compressed in another way than gzip." },
  },
  handle: async ({ request, response }, services) => {
    const { controlPlane, limits, refusals, heartbeatBudget } = services;
    const client = request.socket.remoteAddress;
    const mediaType = checkMediaType(
      request.headers["content-type"],
      Object.keys(FORMATS) as (keyof typeof FORMATS)[],
    );
    if (!mediaType.ok) {
      sendProblem(response, problemOf(415, mediaType.message));
      return;
    }
    const body = await readBody(request, response, limits.maxBodyBytes);
    if (!body.ok) {
      if (!body.gone) {
        if (body.problem.status === 413) refusals.note("body_size", { client });
        sendProblem(response, body.problem);
      }
      return;
    }
    const batch = parseHeartbeats(body.bytes, FORMATS[mediaType.type], limits.maxBatch);
    if (!batch.ok) {
      controlPlane.countRejectedHeartbeats(batch.count);
      heartbeatBudget.charge(client, batch.count);
      if (batch.reason === "too_many") refusals.note("batch_length", { client });
      sendProblem(response, problemOf(batch.reason === "too_many" ? 413 : 400, batch.message));
      return;
    }
    heartbeatBudget.charge(client, batch.heartbeats.length);
    sendJson(response, 202, printJson(record(batch.heartbeats, controlPlane)));
  },
};

/** Records what can be recorded; the report in the shape that the wire has for it. */
function record(heartbeats: readonly ParsedHeartbeat[], controlPlane: ControlPlane): Record<string, unknown> {
  const counts = { accepted: 0, stale: 0, retired: 0, rejected: 0 };
  const listed: RejectedHeartbeat[] = [];
  let refusedByWire = 0;
  for (const [index, heartbeat] of heartbeats.entries()) {
    if (!heartbeat.ok) refusedByWire += 1;
    const outcome = heartbeat.ok
      ? controlPlane.recordShardHeartbeat(heartbeat.stats)
      : { result: "rejected" as const, field: heartbeat.field, message: heartbeat.message };
    counts[outcome.result] += 1;
    if (outcome.result === "rejected" && listed.length < MAX_LISTED_REJECTIONS) {
      listed.push({ index, field: outcome.field, message: outcome.message });
    }
  }
  controlPlane.countRejectedHeartbeats(refusedByWire);
  return { ...heartbeatReportToWire({ ...counts, rejected: listed }), rejected_count: counts.rejected };
}
