import { connect } from "node:net";

import { AnswerReader } from "./answer-reader";
import { checkAnswer } from "./answer-rules";

/** The server has this long to answer and to close. A slow machine gets room. */
const PATIENCE_MS = 60_000;
/** After this much silence the server is thought to wait for more of a request that will not come. */
const SILENCE_MS = 100;

/** Ends a connection in good order behind requests that were whole; behind others it only adds to what is wrong with them. */
const LAST_REQUEST = "\r\n\r\nGET /-/healthy HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";

/** What came back on a connection until it was closed. */
interface Received {
  readonly bytes: Buffer;
  /** Whether we had to say that there is no more. Node cuts off answers that are under way then. */
  readonly gaveUp: boolean;
}

/**
 * Sends bytes on a connection of its own, and one good request behind them, and waits until the server closes it.
 *
 * The last answer may be cut off: so it goes when the rest of its request turns out malformed while it is being sent. That
 * no other answer is, is for the flood to check, whose requests are all well framed.
 *
 * @throws when anything that comes back is not an answer as it must be, or the connection stays open.
 */
export async function exchange(port: number, bytes: Uint8Array): Promise<void> {
  const { bytes: received, gaveUp } = await converse(port, Buffer.concat([bytes, Buffer.from(LAST_REQUEST)]));
  const reader = new AnswerReader();
  reader.push(received);
  reader.close();
  const asked = Buffer.from(bytes).toString("latin1");
  // Of bytes that were mutated nobody knows which answer is one to HEAD; what stands behind it cannot be cut then.
  const mayBeHead = asked.includes("HEAD");
  do {
    const answer = reader.next(mayBeHead);
    if (answer === undefined) break;
    checkAnswer(answer, asked);
  } while (!mayBeHead);
  if (received.length === 0 && !gaveUp) throw new Error("the connection was closed without an answer");
}

function converse(port: number, bytes: Uint8Array): Promise<Received> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let gaveUp = false;
    const socket = connect({ port, host: "127.0.0.1" });
    const patience = setTimeout(() => {
      socket.destroy(new Error(`the connection was still open after ${PATIENCE_MS} ms`));
    }, PATIENCE_MS);
    const silence = setTimeout(() => {
      gaveUp = true;
      socket.end();
    }, SILENCE_MS);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      silence.refresh();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // The server may close on garbage before it has read all of it; what it said before that counts.
      if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error);
    });
    socket.on("close", () => {
      clearTimeout(patience);
      clearTimeout(silence);
      resolve({ bytes: Buffer.concat(chunks), gaveUp });
    });
    socket.write(bytes);
  });
}
