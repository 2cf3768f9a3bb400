import { sendJson, sendProblem } from "../sending/answer";
import type { ReloadProblem } from "../routing/http-services";
import { problemOf } from "../sending/problem";
import { jsonContent } from "../routing/route";
import type { Route } from "../routing/route";
import { redactPaths } from "../sending/redact-paths";

/** Problems that an answer lists; the detail has their number. */
const MAX_LISTED = 100;

/** Re-reads the configuration, as SIGHUP does. */
export const reloadRoute: Route = {
  name: "reload",
  method: "POST",
  path: "/-/reload",
  access: "admin",
  summary: "Re-reads the configuration and the web configuration. A bad file changes nothing.",
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
      description: `The file has problems, the first ${MAX_LISTED} listed with line and column; the old configuration holds.`,
    },
  },
  handle: async ({ response }, { reload }) => {
    const result = await reload();
    if (result.ok) {
      sendJson(response, 200, '{"reloaded":true}');
      return;
    }
    const { problems } = result;
    const [first] = problems;
    const where = first ? `: ${problemSentence(first)}` : "";
    const detail = `the configuration has ${problems.length} problem(s); a file with problems changes nothing${where}`;
    const listed = problems.slice(0, MAX_LISTED).map(({ file, path, line, column, message }) => ({
      file: redactPaths(file),
      field: path,
      line,
      column,
      message: redactPaths(message),
    }));
    sendProblem(response, problemOf(422, detail, { problems: listed }));
  },
};

/** A problem without a line is about the file as a whole, and has no setting either. */
function problemSentence({ file, path, line, column, message }: ReloadProblem): string {
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  return redactPaths([place, path, message].filter((part) => part !== "").join(": "));
}
