import type { FieldProblem } from "../../wire/fields/parse-with";
import { sendProblem } from "../sending/answer";
import type { Guard } from "./guard";
import { invalidInput } from "../sending/problem";
import { queryOf } from "../routing/query";
import type { RouteParameter } from "../routing/route";

/**
 * Refuses query parameters that a route does not have, and a second value for one that takes a single one. A misspelled
 * `collect` or `region` would otherwise return everything and look like a success.
 */
export function checkQuery(parameters: readonly RouteParameter[]): Guard {
  const known = parameters.filter((parameter) => parameter.in === "query");
  return (request, response, next) => {
    // As most requests come; there is nothing to be taken apart then.
    if (request.url?.includes("?") !== true) {
      next();
      return;
    }
    const problem = queryProblem(queryOf(request.url), known);
    if (problem) sendProblem(response, invalidInput([problem]));
    else next();
  };
}

function queryProblem(query: URLSearchParams, known: readonly RouteParameter[]): FieldProblem | undefined {
  for (const name of new Set(query.keys())) {
    const parameter = known.find((candidate) => candidate.name === name);
    const field = name.slice(0, 100);
    if (!parameter) {
      const expected = known.map((candidate) => candidate.name).join(", ");
      return { field, message: `${field}: unknown query parameter, expected ${expected}` };
    }
    const count = query.getAll(name).length;
    if (count > 1 && parameter.schema["type"] !== "array") {
      return { field, message: `${field}: expected one value, got ${count}` };
    }
  }
  return undefined;
}
