import type { ReferenceCluster } from "../cluster/reference-cluster";
import { FAULTS } from "../faults/fault-catalogue";
import type { FaultBoard, FaultBoardResult } from "../faults/fault-board";
import type { OperationBoard } from "../operations/operation-board";
import { activeFaultToWire } from "./active-fault-to-wire";
import { clusterStatus } from "./cluster-status";
import { jsonAnswer, problemAnswer, textAnswer } from "./control-answer";
import type { ControlAnswer } from "./control-answer";
import { notStartedAnswer } from "./not-started-answer";
import { exportAnswer } from "./export-route";
import { browseTasksAnswer, discoveryHeartbeatAnswer, feedAnswer, signalAnswer } from "./forage-routes";
import { indexPage } from "./index-page";
import { operationRoutes } from "./operation-routes";

/** A request as far as a route needs it. */
export interface ControlRequest {
  /** What the route's pattern left open, decoded; "" when it left nothing open. */
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  /** Where the caller reached this server, such as `http://127.0.0.1:10844`. */
  readonly origin: string;
}

/** A method and path; `*` at the path's end stands for one name. */
export interface ControlRoute {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly answer: (request: ControlRequest) => ControlAnswer | Promise<ControlAnswer>;
}

/** What can be asked of a running cluster. */
export function controlRoutes(
  cluster: ReferenceCluster,
  faults: FaultBoard,
  operations: OperationBoard,
): readonly ControlRoute[] {
  return [
    { method: "GET", path: "/", answer: ({ origin }) => textAnswer(indexPage(origin, faults, operations)) },
    {
      method: "GET",
      path: "/status",
      answer: () => jsonAnswer(200, clusterStatus(cluster, faults, operations)),
    },
    ...operationRoutes(operations),
    {
      method: "GET",
      path: "/export",
      answer: async ({ query }) => await exportAnswer(cluster.exports, query, cluster.nowNs()),
    },
    { method: "GET", path: "/feed", answer: ({ query }) => feedAnswer(cluster, query) },
    { method: "POST", path: "/signal", answer: ({ query }) => signalAnswer(cluster, query) },
    { method: "GET", path: "/browse-tasks", answer: ({ query }) => browseTasksAnswer(cluster, query) },
    {
      method: "POST",
      path: "/discovery/heartbeat",
      answer: ({ query }) => discoveryHeartbeatAnswer(cluster, query),
    },
    { method: "GET", path: "/faults", answer: () => jsonAnswer(200, faultListing(faults)) },
    {
      method: "POST",
      path: "/faults/*",
      answer: async ({ name, query }) => startAnswer(await faults.start(name, query)),
    },
    {
      method: "DELETE",
      path: "/faults/*",
      answer: async ({ name }) => {
        const cleared = await faults.clear(name);
        if (cleared !== undefined) return jsonAnswer(200, activeFaultToWire(cleared));
        const ids = faults.active.map(({ id }) => id).join(", ");
        return problemAnswer(
          404,
          "No such fault",
          `id: expected one of ${ids || "none, no fault is on"}; got "${name}"`,
        );
      },
    },
    {
      method: "DELETE",
      path: "/faults",
      answer: async () => jsonAnswer(200, { cleared: (await faults.clearAll()).map(activeFaultToWire) }),
    },
  ];
}

function faultListing(faults: FaultBoard): Record<string, unknown> {
  return {
    active: faults.active.map(activeFaultToWire),
    known: FAULTS.map(({ name, summary, example, parameters }) => ({ name, summary, example, parameters })),
  };
}

function startAnswer(result: FaultBoardResult): ControlAnswer {
  if (result.result === "started") return jsonAnswer(201, activeFaultToWire(result.fault));
  return notStartedAnswer("fault", result);
}
