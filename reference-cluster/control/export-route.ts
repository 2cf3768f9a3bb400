import type { SignalExports } from "../export/signal-exports";
import { readExportQuery } from "../export/export-query";
import { problemAnswer } from "./control-answer";
import type { ControlAnswer } from "./control-answer";

const STATUS = { busy: 503, "no leader": 503, gone: 410 } as const;
const TITLE = {
  busy: "Too many exports",
  "no leader": "A leader is down",
  gone: "Not in the log any more",
} as const;

/** Answers with the signals that are asked for, one a line, as of the moment of the request. */
export async function exportAnswer(
  exports: SignalExports,
  parameters: Readonly<Record<string, string>>,
  nowNs: bigint,
): Promise<ControlAnswer> {
  const query = readExportQuery(parameters, nowNs);
  if (!query.ok) {
    const problems = query.problems.map(({ parameter, message }) => ({ field: parameter, message }));
    const detail = problems.map(({ message }) => message).join("; ");
    return problemAnswer(400, "Invalid parameters", detail, { problems });
  }
  const begun = await exports.begin(query.value);
  if (!begun.ok) {
    const answer = problemAnswer(STATUS[begun.reason], TITLE[begun.reason], begun.message);
    return begun.reason === "gone" ? answer : { ...answer, headers: { "retry-after": "5" } };
  }
  const { asOf, besideTheLog } = begun.value;
  return {
    status: 200,
    contentType: "application/x-ndjson",
    body: begun.value,
    headers: {
      "export-as-of": [...asOf].map(([shardId, seqno]) => `${shardId}=${seqno}`).join(","),
      "export-beside-the-log": String(besideTheLog),
    },
  };
}
