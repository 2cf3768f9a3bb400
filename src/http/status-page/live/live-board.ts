/** A part as it is sent, and since which version it is so. */
interface Posted {
  readonly text: string;
  readonly bytes: Buffer;
  readonly version: number;
}

/** Some parts as bytes, and the version that a reader has with them. */
export interface BoardNews {
  readonly bytes: readonly Buffer[];
  readonly version: number;
}

/**
 * The latest of each part of a page, as server-sent events. The bytes are made once, whoever they are sent to, and a reader who
 * was slow is sent what is there now, not what was there in between: nothing is kept for a reader but a number.
 */
export class LiveBoard {
  readonly #parts = new Map<string, Posted>();
  #version = 0;

  /** Whether nothing was posted yet. */
  get isEmpty(): boolean {
    return this.#version === 0;
  }

  /** Posts a part; one that says the same as before is no news. */
  post(id: string, text: string): void {
    if (this.#parts.get(id)?.text === text) return;
    this.#version += 1;
    const data = JSON.stringify({ id, html: text });
    const bytes = Buffer.from(`event: part\ndata: ${data}\n\n`, "utf8");
    this.#parts.set(id, { text, bytes, version: this.#version });
  }

  /** What has changed since a version, oldest first; since version 0 everything. */
  since(version: number): BoardNews {
    const news = [...this.#parts.values()].filter((part) => part.version > version);
    news.sort((a, b) => a.version - b.version);
    return { bytes: news.map(({ bytes }) => bytes), version: this.#version };
  }
}
