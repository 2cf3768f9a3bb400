const HEAD_LIMIT_BYTES = 16_384;
const LAST_CHUNK = "0\r\n\r\n";

/** An HTTP answer of which only the head, the end and the number of bytes are kept. */
export class CountedAnswer {
  #head = "";
  #headBytes = 0;
  #receivedBytes = 0;
  #contentLength: number | undefined;
  #tail = "";

  take(bytes: Buffer): void {
    this.#receivedBytes += bytes.length;
    if (this.#headBytes === 0) this.#readHead(bytes);
    const end = bytes.toString("latin1", Math.max(0, bytes.length - LAST_CHUNK.length));
    this.#tail = (this.#tail + end).slice(-LAST_CHUNK.length);
  }

  /** 0 while the head is not complete. */
  get status(): number {
    return this.#headBytes === 0 ? 0 : Number(/^HTTP\/1\.1 (\d{3})/.exec(this.#head)?.[1] ?? 0);
  }

  /** Of a chunked body its frames too. */
  get bodyBytes(): number {
    return this.#receivedBytes - this.#headBytes;
  }

  /** Whether the whole body is there, by its announced length or by its last chunk. */
  get isComplete(): boolean {
    if (this.#headBytes === 0) return false;
    if (this.#contentLength === undefined) return this.#tail === LAST_CHUNK;
    return this.bodyBytes >= this.#contentLength;
  }

  #readHead(bytes: Buffer): void {
    this.#head += bytes.toString("latin1", 0, HEAD_LIMIT_BYTES);
    const end = this.#head.indexOf("\r\n\r\n");
    if (end < 0) return;
    this.#headBytes = end + 4;
    this.#head = this.#head.slice(0, end);
    const length = /\r\ncontent-length: *(\d+)/i.exec(this.#head)?.[1];
    this.#contentLength = length === undefined ? undefined : Number(length);
  }
}
