import type { ServerResponse } from "node:http";

import type { EventFilter } from "../../domain/history/event-filter";
import type { EventLog } from "../../domain/history/event-log";
import type { ClusterEvent } from "../../domain/terms/cluster-event";
import { printJson } from "../../wire/json/json";
import { clusterEventToWire } from "../../wire/shapes/cluster-event";
import { writeChunk } from "./write-chunk";

/** The media type of server-sent events. */
export const EVENT_STREAM_TYPE = "text/event-stream";

/** Events that are written at a time; the next are not looked for before the client has room for these. */
const EVENTS_AT_A_TIME = 32;

/** How long a client waits before it connects again; browsers take three seconds by themselves, some others none. */
const RETRY_MS = 3_000;

/** How a stream passes its time. Milliseconds. */
export interface StreamTimes {
  /** A comment is sent after so long without an event: below what proxies wait for a byte, which is 60 s as a rule. */
  readonly heartbeatMs: number;
  /** So long a stream lasts. Then its client comes again and shows its credentials, which may not hold any more. */
  readonly longestMs: number;
}

const USUAL_TIMES: StreamTimes = { heartbeatMs: 15_000, longestMs: 3_600_000 };

/** Where a stream begins, and what it has. */
export interface StreamStart {
  /** The id of the last event that the client has. */
  readonly after: number;
  readonly filter: EventFilter;
}

/**
 * Sends events as they come, until the client leaves, the log ends or the stream has lasted for long enough. A client that reads slowly
 * is sent nothing until it has read: it holds up nobody, and nothing is kept for it but its place. Events that it
 * missed by that are told as an event of the type `gap`.
 */
export async function streamEvents(
  response: ServerResponse,
  log: EventLog,
  { after, filter }: StreamStart,
  { heartbeatMs, longestMs }: StreamTimes = USUAL_TIMES,
): Promise<void> {
  const waiting = new ChangeWait(log, response);
  const endsAtMs = performance.now() + longestMs;
  // The first bytes come at once, because some proxies hold the head back until there are any.
  let text = `retry: ${RETRY_MS}\n\n`;
  let at = after;
  let gapUpTo = after;
  // An id that is still to come is of another process or of a clock that was put back: what its client has of ours is not known.
  if (after > log.lastId) text += gapText(log.lastId);
  try {
    while (!response.destroyed) {
      if (log.goneUpTo > gapUpTo && log.goneUpTo > at) {
        gapUpTo = log.goneUpTo;
        text += gapText(gapUpTo);
      }
      const { lastId } = log;
      const page = log.page({ direction: "later", from: at, filter, limit: EVENTS_AT_A_TIME });
      text += page.events.map(eventText).join("");
      at = page.next ?? lastId;
      if (text !== "" && !(await writeChunk(response, Buffer.from(text)))) return;
      text = "";
      if (page.next !== undefined || log.lastId > at) continue;
      if (log.hasEnded || performance.now() >= endsAtMs) break;
      if (!(await waiting.change(Math.min(heartbeatMs, endsAtMs - performance.now()))))
        text = ": nothing new\n\n";
    }
    response.end();
  } finally {
    waiting.end();
  }
}

function gapText(goneUpTo: number): string {
  return `event: gap\ndata: {"gone_up_to":${goneUpTo}}\n\n`;
}

function eventText(event: ClusterEvent): string {
  return `id: ${event.id}\ndata: ${printJson(clusterEventToWire(event))}\n\n`;
}

/** Waits for a log to change, or for a client to leave. */
class ChangeWait {
  readonly #endings: readonly (() => void)[];
  #wake: (isChange: boolean) => void = () => undefined;
  #isOver: boolean;

  constructor(log: EventLog, response: ServerResponse) {
    this.#isOver = response.destroyed;
    const onClose = (): void => {
      this.#isOver = true;
      this.#wake(true);
    };
    response.once("close", onClose);
    this.#endings = [
      log.onChange(() => {
        this.#wake(true);
      }),
      () => response.off("close", onClose),
    ];
  }

  /** Whether something changed before the time was over. */
  change(withinMs: number): Promise<boolean> {
    if (this.#isOver) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#wake(false);
      }, withinMs).unref();
      this.#wake = (isChange) => {
        clearTimeout(timer);
        resolve(isChange);
      };
    });
  }

  end(): void {
    for (const end of this.#endings) end();
    this.#wake(true);
  }
}
