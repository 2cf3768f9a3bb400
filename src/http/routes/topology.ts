import { clusterTopologyToWire } from "../../wire/shapes/cluster-topology";
import { shardAssignmentToWire } from "../../wire/shapes/shard-assignment";
import { sendProblem } from "../sending/answer";
import { jsonChunks, LongList } from "../sending/json-chunks";
import { DEFAULT_PAGE_SIZE, pageOf } from "../routing/page-of";
import { NEXT_SCHEMA, PAGING_PARAMETERS, parsePaging } from "../routing/paging";
import { invalidInput } from "../sending/problem";
import { jsonContent, schemaRef } from "../routing/route";
import type { Route } from "../routing/route";
import { sendChunks } from "../sending/send-chunks";

/** The whole topology, as tidalDB's own type has it; in pages only for those who ask for pages. */
export const topologyRoute: Route = {
  name: "getTopology",
  method: "GET",
  path: "/api/v1/topology",
  access: "scrape",
  places: "answers",
  summary: "The home region of every shard. Whole, unless `limit` or `after` asks for a page.",
  parameters: PAGING_PARAMETERS,
  answers: {
    200: {
      description: "The topology, ordered by shard.",
      content: jsonContent({
        allOf: [schemaRef("ClusterTopology")],
        type: "object",
        properties: { next: NEXT_SCHEMA },
      }),
    },
    400: { description: "A parameter has a value that it cannot have." },
  },
  handle: async (call, { controlPlane }) => {
    const asked = parsePaging(call.query);
    if (!asked.ok) {
      sendProblem(call.response, invalidInput([asked.problem]));
      return;
    }
    const { limit, after } = asked.value;
    const { assignments } = controlPlane.topology;
    const isPaged = limit !== undefined || after !== undefined;
    const size = isPaged ? (limit ?? DEFAULT_PAGE_SIZE) : Infinity;
    const { entries, next } = pageOf(assignments, ({ shardId }) => BigInt(shardId), after, size);
    const document = {
      ...clusterTopologyToWire({ shards: [] }),
      shards: LongList.of(entries, shardAssignmentToWire),
      next: next === undefined ? next : String(next),
    };
    call.response.setHeader("cache-control", "no-store");
    await sendChunks(call, { contentType: "application/json" }, () => ({
      chunks: jsonChunks(document),
    }));
  },
};
