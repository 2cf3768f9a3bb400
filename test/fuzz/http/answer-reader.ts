/** One answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  /** By lower-case name; of a repeated one the last. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const HEAD_END = "\r\n\r\n";
const STATUS_LINE = /^HTTP\/1\.1 (\d{3}) [ -~]*$/;
const HEADER_LINE = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([ -~\x80-\xff\t]*?)[ \t]*$/;
const CHUNK_SIZE = /^[0-9a-fA-F]{1,8}$/;

/** Thrown when bytes are not what a server may send: RFC 9112, strictly. */
export class BadAnswerError extends Error {}

/**
 * Cuts what a server sends on one connection into answers. Written apart from Node's own parser, which forgives more than a
 * client may have to.
 */
export class AnswerReader {
  #held: Buffer = Buffer.alloc(0);
  #isClosed = false;

  push(bytes: Buffer): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
  }

  /** Says that no more comes: a body without a length, as an HTTP/1.0 client gets it, ends here. */
  close(): void {
    this.#isClosed = true;
  }

  /**
   * The next whole final answer, or undefined when more bytes are needed. "100 Continue" is passed over.
   *
   * @param isHead whether it answers HEAD, and so has no body whatever its headers say.
   * @throws BadAnswerError
   */
  next(isHead: boolean): Answer | undefined {
    for (;;) {
      const headEnd = this.#held.indexOf(HEAD_END);
      if (headEnd < 0) return undefined;
      const head = readHead(this.#held.toString("latin1", 0, headEnd));
      const start = headEnd + HEAD_END.length;
      if (head.status >= 100 && head.status < 200) {
        this.#held = this.#held.subarray(start);
        continue;
      }
      const read = this.#readBody(head, start, isHead);
      if (read === undefined) return undefined;
      this.#held = this.#held.subarray(read.end);
      return { ...head, body: read.body };
    }
  }

  #readBody({ status, headers }: Omit<Answer, "body">, start: number, isHead: boolean): BodyEnd | undefined {
    if (isHead || status === 204 || status === 304) return { body: Buffer.alloc(0), end: start };
    const length = headers.get("content-length");
    if (headers.get("transfer-encoding") === "chunked") {
      if (length !== undefined) throw new BadAnswerError("both Content-Length and chunks");
      return readChunks(this.#held, start);
    }
    if (length === undefined && this.#isClosed && headers.get("connection") === "close") {
      return { body: this.#held.subarray(start), end: this.#held.length };
    }
    if (length === undefined || !/^\d+$/.test(length)) {
      throw new BadAnswerError(`a body without a length: status ${status}, Content-Length ${String(length)}`);
    }
    const end = start + Number(length);
    return this.#held.length < end ? undefined : { body: this.#held.subarray(start, end), end };
  }
}

interface BodyEnd {
  readonly body: Buffer;
  readonly end: number;
}

function readHead(text: string): Omit<Answer, "body"> {
  const [statusLine = "", ...lines] = text.split("\r\n");
  const status = STATUS_LINE.exec(statusLine)?.[1];
  if (status === undefined)
    throw new BadAnswerError(`a status line: ${JSON.stringify(statusLine.slice(0, 100))}`);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) {
      throw new BadAnswerError(`a header line: ${JSON.stringify(line.slice(0, 100))}`);
    }
    headers.set(name.toLowerCase(), value);
  }
  return { status: Number(status), headers };
}

function readChunks(bytes: Buffer, start: number): BodyEnd | undefined {
  const chunks: Buffer[] = [];
  let at = start;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return undefined;
    const size = bytes.toString("latin1", at, lineEnd);
    if (!CHUNK_SIZE.test(size))
      throw new BadAnswerError(`a chunk's size: ${JSON.stringify(size.slice(0, 100))}`);
    const from = lineEnd + 2;
    const to = from + Number.parseInt(size, 16);
    if (bytes.length < to + 2) return undefined;
    if (bytes.toString("latin1", to, to + 2) !== "\r\n") throw new BadAnswerError("a chunk's end");
    if (to === from) return { body: Buffer.concat(chunks), end: to + 2 };
    chunks.push(bytes.subarray(from, to));
    at = to + 2;
  }
}
