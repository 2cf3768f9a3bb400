import { connect } from "node:net";

/** Sends bytes as they are to a port of this machine and waits until the server closes. Returns all that it said. */
export function exchange(port: number, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    // A reset is an end like any other: what matters is what was said before.
    socket.on("error", () => undefined);
    socket.on("close", () => {
      resolve(Buffer.concat(chunks).toString("latin1"));
    });
    socket.write(bytes);
  });
}

/** One answer out of what a server said. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Takes the answers apart that stand one after the other in a text. Throws when what is there is no answer. */
export function parseAnswers(text: string): readonly RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  while (rest !== "") {
    const match = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n/.exec(rest);
    if (!match) throw new Error(`no HTTP answer: ${JSON.stringify(rest.slice(0, 200))}`);
    const headers = new Map(
      (match[2] ?? "")
        .split("\r\n")
        .filter((line) => line !== "")
        .map((line) => {
          const colon = line.indexOf(":");
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
        }),
    );
    const { body, end } = takeBody(rest, match[0].length, headers);
    answers.push({ status: Number(match[1]), headers, body });
    rest = rest.slice(end);
  }
  return answers;
}

function takeBody(
  text: string,
  start: number,
  headers: ReadonlyMap<string, string>,
): { readonly body: string; readonly end: number } {
  if (headers.get("transfer-encoding") !== "chunked") {
    const end = start + Number(headers.get("content-length") ?? 0);
    return { body: text.slice(start, end), end };
  }
  let body = "";
  let at = start;
  for (;;) {
    const endOfSize = text.indexOf("\r\n", at);
    const size = Number.parseInt(text.slice(at, endOfSize), 16);
    if (endOfSize < 0 || Number.isNaN(size)) throw new Error(`no chunk: ${text.slice(at, at + 100)}`);
    body += text.slice(endOfSize + 2, endOfSize + 2 + size);
    at = endOfSize + 2 + size + 2;
    if (size === 0) return { body, end: at };
  }
}
