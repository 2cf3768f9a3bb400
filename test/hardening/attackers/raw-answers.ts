const END_OF_HEAD = "\r\n\r\n";

/** What an attacker wants to know of an answer. */
export interface RawAnswer {
  readonly status: number;
  /** The server takes nothing more on this connection. */
  readonly isLast: boolean;
}

/** Finds the ends of answers in what a connection receives, for clients that want nothing but the status. */
export class RawAnswers {
  #head = "";
  #missingBytes = 0;
  #answer: RawAnswer = { status: 0, isLast: false };

  /** Takes what arrived. Returns each answer that it completed; only answers with a length are understood. */
  take(bytes: Buffer): readonly RawAnswer[] {
    const completed: RawAnswer[] = [];
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#missingBytes > 0) {
        const taken = Math.min(this.#missingBytes, rest.length);
        this.#missingBytes -= taken;
        rest = rest.subarray(taken);
        if (this.#missingBytes === 0) completed.push(this.#answer);
        continue;
      }
      const before = this.#head.length;
      this.#head += rest.toString("latin1");
      const end = this.#head.indexOf(END_OF_HEAD);
      if (end < 0) break;
      rest = rest.subarray(end + END_OF_HEAD.length - before);
      this.#answer = {
        status: Number(this.#head.slice("HTTP/1.1 ".length, "HTTP/1.1 ".length + 3)),
        isLast: /\r\nconnection: *close\r\n/i.test(this.#head),
      };
      this.#missingBytes = Number(/\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1] ?? 0);
      this.#head = "";
      if (this.#missingBytes === 0) completed.push(this.#answer);
    }
    return completed;
  }
}
