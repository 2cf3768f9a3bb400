import { once } from "node:events";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** How a slow reader comes. */
export interface SlowReaderOptions {
  /** An address of this machine that it comes from. */
  readonly from?: string;
  /** The certificate of the authority that the server is trusted by; without it, plain HTTP. */
  readonly ca?: string;
}

/** A client that asks and reads nothing but what `sip` takes. */
export class SlowReader {
  readonly socket: Socket;
  /** Settles when its connection is gone, whoever ended it. */
  readonly gone: Promise<unknown>;

  private constructor(socket: Socket) {
    this.socket = socket;
    // A reset is an end like any other.
    socket.on("error", () => undefined);
    this.gone = new Promise((resolve) => socket.once("close", resolve));
    socket.pause();
  }

  /** Sends bytes as they are; its connection stays open until it is closed. */
  static async open(port: number, bytes: string, options: SlowReaderOptions = {}): Promise<SlowReader> {
    const { from: localAddress, ca } = options;
    const host = "127.0.0.1";
    const plain = connect({ host, port, ...(localAddress !== undefined && { localAddress }) });
    const reader = new SlowReader(ca === undefined ? plain : connectTls({ socket: plain, ca }));
    await once(reader.socket, ca === undefined ? "connect" : "secureConnect");
    reader.socket.write(bytes);
    return reader;
  }

  /** The first line of what it is told; it reads no further. */
  async firstLine(): Promise<string> {
    await once(this.socket, "readable");
    const [line = ""] = String(this.socket.read(15)).split("\r\n");
    return line.trim();
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A request without a body, as text. */
export function requestFor(path: string, headers = "", method = "GET"): string {
  return `${method} ${path} HTTP/1.1\r\nHost: here\r\n${headers}\r\n`;
}
