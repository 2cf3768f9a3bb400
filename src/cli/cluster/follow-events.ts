import type { IncomingMessage } from "node:http";
import type { ClusterEvent } from "../../domain/terms/cluster-event";
import { parseWith } from "../../wire/fields/parse-with";
import { parseJson } from "../../wire/json/json";
import { clusterEventSchema } from "../../wire/shapes/cluster-event";
import type { ApiClient } from "../asking/api-client";
import { tellFailure } from "../asking/asking";
import type { TerminalHost } from "../terminal/terminal-host";
import { printableJson } from "../terminal/printable";

/** How long it waits before it connects again. Milliseconds. */
const RETRY_MS = 2_000;

/** A message that is larger than any event is not collected. */
const MAX_MESSAGE = 1024 * 1024;

/** What is followed, from where on. */
export interface Following {
  readonly client: ApiClient;
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The id of the last event that has been told. */
  readonly after: string;
  readonly tell: (event: ClusterEvent) => void;
}

/**
 * Tells events as they happen, until nobody reads the output any more. What cuts it off is told once; then it comes again, and misses
 * nothing that is kept. What the exporter refuses is the end.
 */
export async function followEvents(
  { client, query, after, tell }: Following,
  host: Pick<TerminalHost, "stderr" | "exitWith" | "isOutputGone">,
  pause: (ms: number) => Promise<unknown>,
): Promise<void> {
  let lastId = after;
  let isCutOff = false;
  while (!host.isOutputGone()) {
    const headers = { "last-event-id": lastId };
    const stream = { path: "/api/v1/events/stream", query, accept: "text/event-stream", headers };
    const response = await client.open(stream);
    if (response.ok && isRefusal(response.value)) {
      const refusal = await client.refusal(response.value);
      if (!refusal.ok) tellFailure(refusal.message, host);
      return;
    }
    if (response.ok) {
      if (isCutOff) host.stderr("the exporter can be asked again\n");
      isCutOff = false;
      lastId = await readStream(response.value, lastId, tell, host);
    } else if (!isCutOff) {
      host.stderr(`${response.message}; trying again\n`);
      isCutOff = true;
    }
    if (!host.isOutputGone()) await pause(RETRY_MS);
  }
}

/** A place that is not free now may be later. */
function isRefusal({ statusCode = 0 }: IncomingMessage): boolean {
  return statusCode !== 200 && statusCode !== 429 && statusCode < 500;
}

/** @returns the id of the last event that came. */
async function readStream(
  response: IncomingMessage,
  after: string,
  tell: (event: ClusterEvent) => void,
  host: Pick<TerminalHost, "stderr" | "isOutputGone">,
): Promise<string> {
  let lastId = after;
  let text = "";
  response.setEncoding("utf8");
  try {
    for await (const chunk of response) {
      text += String(chunk);
      const messages = text.split("\n\n");
      text = (messages.pop() ?? "").slice(0, MAX_MESSAGE);
      for (const message of messages) lastId = tellMessage(message, tell, host) ?? lastId;
      if (host.isOutputGone()) break;
    }
  } catch {
    // Cut off: it comes again.
  }
  response.destroy();
  return lastId;
}

/** @returns the id of the event in it; undefined when there is none. */
function tellMessage(
  message: string,
  tell: (event: ClusterEvent) => void,
  host: Pick<TerminalHost, "stderr">,
): string | undefined {
  const fields = new Map(
    message.split("\n").map((line) => [line.split(": ", 1)[0], line.replace(/^[^:]*: /, "")]),
  );
  if (fields.get("event") === "gap")
    host.stderr("some events are missing here: the exporter no longer has them\n");
  const id = fields.get("id");
  const json = id === undefined ? undefined : parseJson(fields.get("data") ?? "");
  if (json?.ok !== true) return undefined;
  const event = parseWith(clusterEventSchema, printableJson(json.value));
  if (event.ok) tell(event.value);
  return id;
}
