import type { OperationBoard, OperationBoardResult } from "../operations/operation-board";
import { OPERATIONS } from "../operations/operation-catalogue";
import { jsonAnswer, problemAnswer } from "./control-answer";
import type { ControlAnswer } from "./control-answer";
import { notStartedAnswer } from "./not-started-answer";
import type { ControlRoute } from "./control-routes";

/** Planned operations: listed, begun, cancelled; in the manner of faults. */
export function operationRoutes(operations: OperationBoard): readonly ControlRoute[] {
  return [
    { method: "GET", path: "/operations", answer: () => jsonAnswer(200, listing(operations)) },
    {
      method: "POST",
      path: "/operations/*",
      answer: async ({ name, query }) => startAnswer(await operations.start(name, query)),
    },
    {
      method: "DELETE",
      path: "/operations/*",
      answer: ({ name }) => cancelAnswer(operations, name),
    },
  ];
}

function listing({ operations }: OperationBoard): Record<string, unknown> {
  return {
    operations: operations.map(({ status }) => status),
    known: OPERATIONS.map(({ name, summary, example, parameters }) => ({
      name,
      summary,
      example,
      parameters,
    })),
  };
}

function startAnswer(result: OperationBoardResult): ControlAnswer {
  if (result.result === "started") return jsonAnswer(201, result.operation.status);
  return notStartedAnswer("operation", result);
}

function cancelAnswer(board: OperationBoard, id: string): ControlAnswer {
  const cancelled = board.cancel(id);
  if (cancelled?.ok === true) return jsonAnswer(200, cancelled.value.status);
  if (cancelled !== undefined) return problemAnswer(409, "Not in this state", cancelled.message);
  const ids = board.operations.map((operation) => operation.id).join(", ");
  return problemAnswer(
    404,
    "No such operation",
    `id: expected one of ${ids || "none, there is none"}; got "${id}"`,
  );
}
