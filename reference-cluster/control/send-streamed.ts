import type { ServerResponse } from "node:http";
import { setImmediate as turn } from "node:timers/promises";
import type { StreamedBody } from "./control-answer";

/**
 * Sends a body piece by piece, the next one once the reader has room for it; between two pieces everything else has its turn. A
 * reader that left or that takes nothing for `stallMs` ends it.
 *
 * @throws Error when the body cannot be made to its end: the caller then breaks the answer off, so that nobody takes it for whole.
 */
export async function sendStreamed(
  body: StreamedBody,
  response: ServerResponse,
  stallMs: number,
): Promise<void> {
  response.setTimeout(stallMs, () => response.destroy());
  try {
    while (!response.destroyed) {
      const piece = body.next();
      if (piece === undefined) {
        response.end();
        return;
      }
      if (piece === "" || response.write(piece)) await turn();
      else await roomOrClose(response);
    }
  } finally {
    body.close();
  }
}

async function roomOrClose(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.on("drain", done);
    response.on("close", done);
  });
}
