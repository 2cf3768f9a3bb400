import type { FaultBoardResult } from "../faults/fault-board";
import type { OperationBoardResult } from "../operations/operation-board";
import { problemAnswer } from "./control-answer";
import type { ControlAnswer } from "./control-answer";

type NotStarted = Exclude<FaultBoardResult | OperationBoardResult, { readonly result: "started" }>;

/** Why a fault or an operation was not started. @param kind - which of the two. */
export function notStartedAnswer(kind: "fault" | "operation", result: NotStarted): ControlAnswer {
  switch (result.result) {
    case "unknown":
      return problemAnswer(404, `No such ${kind}`, result.message);
    case "refused":
      return problemAnswer(409, "Not in this state", result.message);
    case "invalid": {
      const detail = result.problems.map(({ message }) => message).join("; ");
      const problems = result.problems.map(({ parameter, message }) => ({ field: parameter, message }));
      return problemAnswer(400, "Invalid parameters", detail, { problems });
    }
  }
}
