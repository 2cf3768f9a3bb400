import { CONTENT_TYPES } from "../../metrics/formats/exposition-format";
import { METRIC_GROUPS } from "../../metrics/terms/metric-group";
import type { Rendering } from "../../metrics/exposition";
import { negotiateFormat } from "../../metrics/formats/negotiation";
import { parseGroups } from "../../metrics/catalogue/selection";
import { sendProblem } from "../sending/answer";
import { invalidInput } from "../sending/problem";
import type { Route } from "../routing/route";
import { sendChunks } from "../sending/send-chunks";
import { SingleFlightCompression } from "../sending/single-flight-compression";

const COLLECT = "collect[]";

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
      400: { description: "Unknown group; the detail lists the known ones." },
    },
    handle: async (call, { exposition }) => {
      const groups = parseGroups(call.query.getAll(COLLECT));
      if (!groups.ok) {
        sendProblem(call.response, invalidInput([{ field: COLLECT, message: groups.message }]));
        return;
      }
      const format = negotiateFormat(call.request.headers.accept);
      const render = (): Promise<Rendering> => exposition.render({ format, groups: groups.value });
      await sendChunks(call, { contentType: CONTENT_TYPES[format], vary: ["Accept"] }, async ({ gzip }) => {
        if (!gzip) return render();
        const key = [format, ...METRIC_GROUPS.filter((group) => groups.value.has(group))].join();
        return { ...(await compressions.of(key, render)), isGzipped: true };
      });
    },
  };
}
