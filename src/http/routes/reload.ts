import { sendJson, sendProblem } from "../answer";
import { problemOf } from "../problem";
import { jsonContent } from "../route";
import type { Route } from "../route";

/** Re-reads the configuration, as SIGHUP does. */
export const reloadRoute: Route = {
  name: "reload",
  method: "POST",
  path: "/-/reload",
  summary: "Re-reads the configuration file. A bad file changes nothing.",
  answers: {
    200: {
      description: "The new configuration holds.",
      content: jsonContent({
        type: "object",
        properties: { reloaded: { const: true } },
        required: ["reloaded"],
      }),
    },
    422: {
      description: "The file has problems, all listed with line and column; the old configuration holds.",
    },
  },
  handle: async ({ response }, { reload }) => {
    const result = await reload();
    if (result.ok) {
      sendJson(response, 200, '{"reloaded":true}');
      return;
    }
    const { problems } = result;
    const first = problems[0];
    const where = first ? `: ${first.path} (line ${first.line}): ${first.message}` : "";
    const detail = `the configuration has ${problems.length} problem(s), nothing was changed${where}`;
    const listed = problems.map(({ path, line, column, message }) => ({
      field: path,
      line,
      column,
      message,
    }));
    sendProblem(response, problemOf(422, detail, { problems: listed }));
  },
};
