import { printJson } from "../../wire/json/json";
import { shardAssignmentSchema, shardAssignmentToWire } from "../../wire/shapes/shard-assignment";
import { sendJson, sendProblem } from "../sending/answer";
import { CHANGE_ANSWERS, changeCluster, refusedAsReadOnly, removeFromCluster } from "./change-cluster";
import type { ClusterAdmin } from "../routing/cluster-admin";
import { invalidInput, problemOf } from "../sending/problem";
import { parseU16 } from "../routing/query";
import { readJsonObject } from "../receiving/read-json-object";
import { jsonContent, schemaRef } from "../routing/route";
import type { Call, Route, RouteParameter } from "../routing/route";

const PATH = "/api/v1/topology/shards/{shard}";
const ASSIGNMENT = jsonContent(schemaRef("ShardAssignment"));
const INVALID = { 400: { description: "The shard's number, or a field, is not valid." } };
const UNKNOWN = { 404: { description: "The topology names no such shard." } };

const PARAMETERS: readonly RouteParameter[] = [
  {
    name: "shard",
    in: "path",
    description: "The shard's number.",
    required: true,
    schema: { type: "integer", minimum: 0, maximum: 65535 },
  },
];

/** The shard that the path names, or undefined after a 400. */
function shardOf({ parameter, response }: Call): number | undefined {
  const shard = parseU16("shard", parameter);
  if (shard.ok) return shard.value;
  sendProblem(response, invalidInput([shard.problem]));
  return undefined;
}

function sendUnknown({ response }: Call, shardId: number): void {
  sendProblem(response, problemOf(404, `shard: the topology names no shard ${shardId}`));
}

/** Where one shard is at home. */
export const getShardRoute: Route = {
  name: "getShard",
  method: "GET",
  path: PATH,
  access: "scrape",
  summary: "The home region of one shard.",
  parameters: PARAMETERS,
  answers: { 200: { description: "The assignment.", content: ASSIGNMENT }, ...INVALID, ...UNKNOWN },
  handle: (call, { controlPlane }) => {
    const shardId = shardOf(call);
    if (shardId === undefined) return;
    const regionId = controlPlane.topology.homeOf(shardId);
    if (regionId === undefined) sendUnknown(call, shardId);
    else sendJson(call.response, 200, printJson(shardAssignmentToWire({ shardId, regionId })));
  },
};

/** Adds a shard, or gives it another home, which retires the replica at the old one. */
export const putShardRoute: Route = {
  name: "putShard",
  method: "PUT",
  path: PATH,
  access: "admin",
  summary: "Adds a shard to the topology, or gives it another home region.",
  parameters: PARAMETERS,
  body: { description: "The assignment; `shard_id` may be left out.", content: ASSIGNMENT },
  answers: {
    200: { description: "The shard was known and is at home there now.", content: ASSIGNMENT },
    201: { description: "The shard was added.", content: ASSIGNMENT },
    ...INVALID,
    413: { description: "The body is too large." },
    415: { description: "The body is not JSON." },
    ...CHANGE_ANSWERS,
  },
  handle: async (call, services) => {
    const shardId = shardOf(call);
    if (shardId === undefined || refusedAsReadOnly(call, services)) return;
    const identity = { field: "shard_id", value: shardId };
    const assignment = await readJsonObject(
      call,
      { schema: shardAssignmentSchema, toWire: shardAssignmentToWire },
      identity,
      services,
    );
    if (!assignment) return;
    const changed = await changeCluster(call, services, (admin) => admin.assignShard(assignment));
    if (!changed) return;
    sendJson(call.response, changed.value ? 201 : 200, printJson(shardAssignmentToWire(assignment)));
  },
};

/** Removes a shard with all its replicas. */
export const deleteShardRoute: Route = {
  name: "deleteShard",
  method: "DELETE",
  path: PATH,
  access: "admin",
  summary: "Removes a shard and all its replicas, until the topology names it again.",
  parameters: PARAMETERS,
  answers: {
    204: { description: "It is gone." },
    ...INVALID,
    404: { description: "No such shard is known, by the topology or by heartbeats. Nothing is changed." },
    ...CHANGE_ANSWERS,
  },
  handle: async (call, services) => {
    const shardId = shardOf(call);
    if (shardId === undefined) return;
    const remove = (admin: ClusterAdmin): Promise<boolean> => admin.removeShard(shardId);
    await removeFromCluster(call, services, remove, () => {
      const detail = `shard: no shard ${shardId} is known, by the topology or by heartbeats`;
      sendProblem(call.response, problemOf(404, detail));
    });
  },
};
