import { CONTENT_TYPES } from "../../metrics/formats/exposition-format";
import { METRIC_GROUPS } from "../../metrics/terms/metric-group";
import type { Rendering } from "../../metrics/exposition";
import { negotiateFormat } from "../../metrics/formats/negotiation";
import { parseScrapePart, printScrapePart } from "../../metrics/terms/scrape-part";
import { parseGroups } from "../../metrics/catalogue/selection";
import { sendProblem } from "../sending/answer";
import { invalidInput } from "../sending/problem";
import type { Route } from "../routing/route";
import { sendChunks } from "../sending/send-chunks";
import { SingleFlightCompression } from "../sending/single-flight-compression";

const COLLECT = "collect[]";
const PART = "part";

/** The scrape. Its path is a setting, as in every Prometheus exporter. */
export function metricsRoute(telemetryPath: string): Route {
  const compressions = new SingleFlightCompression();
  return {
    name: "getMetrics",
    method: "GET",
    path: telemetryPath,
    access: "scrape",
    places: "scrapes",
    isDirect: true,
    summary: "The metrics, for Prometheus.",
    parameters: [
      {
        name: COLLECT,
        in: "query",
        description: "Only these groups of metrics. Default: all.",
        schema: { type: "array", items: { enum: METRIC_GROUPS } },
      },
      {
        name: PART,
        in: "query",
        description:
          "`3/8`: the third of eight parts, which together are the whole. A shard is in one of them with all its replicas and followers, always the same; " +
          "everything else is in the first.",
        schema: { type: "string", pattern: "^[1-9][0-9]?/[1-9][0-9]?$" },
      },
    ],
    answers: {
      200: {
        description:
          "In the format that `Accept` prefers, text without one; with gzip when `Accept-Encoding` has it.",
        content: {
          "text/plain; version=0.0.4": { type: "string" },
          "application/openmetrics-text; version=1.0.0": { type: "string" },
        },
      },
      400: { description: "Unknown group, or no such part; the detail says what there is." },
    },
    handle: async (call, { exposition }) => {
      const groups = parseGroups(call.query.getAll(COLLECT));
      if (!groups.ok) {
        sendProblem(call.response, invalidInput([{ field: COLLECT, message: groups.message }]));
        return;
      }
      const part = parseScrapePart(call.query.get(PART));
      if (!part.ok) {
        sendProblem(call.response, invalidInput([{ field: PART, message: part.message }]));
        return;
      }
      const format = negotiateFormat(call.request.headers.accept);
      const render = (): Promise<Rendering> =>
        exposition.render({ format, groups: groups.value, part: part.value });
      await sendChunks(call, { contentType: CONTENT_TYPES[format], vary: ["Accept"] }, async ({ gzip }) => {
        if (!gzip) return render();
        const asked = METRIC_GROUPS.filter((group) => groups.value.has(group));
        const key = [format, printScrapePart(part.value), ...asked].join();
        return { ...(await compressions.of(key, render)), isGzipped: true };
      });
    },
  };
}
