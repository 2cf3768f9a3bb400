import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";

/** What becomes of bytes between the two ends: `silent` as behind a router that lost its way, `closed` as behind a dead one's end. */
type Way = "open" | "silent" | "closed";

/** Stands between programs on loopback: the way from one to the other can be cut, with and without a word. */
export class TcpRelay {
  readonly #server: Server;
  readonly #targetPort: number;
  readonly #sockets = new Set<Socket>();
  #way: Way = "open";

  private constructor(server: Server, targetPort: number) {
    this.#server = server;
    this.#targetPort = targetPort;
  }

  /** Listens on a free port and passes everything on to another one. */
  static async start(targetPort: number): Promise<TcpRelay> {
    const server = createServer();
    const relay = new TcpRelay(server, targetPort);
    server.on("connection", (near) => {
      relay.#join(near);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return relay;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** No byte goes either way any more, and nobody is told: connections stay open, also those that are made meanwhile. */
  silence(): void {
    this.#way = "silent";
    for (const socket of this.#sockets) socket.pause();
  }

  /** Every connection breaks, and new ones do at once. */
  close(): void {
    this.#way = "closed";
    this.#breakAll();
  }

  /** Everything passes again; what was silent is broken, as its routers have forgotten it. */
  restore(): void {
    this.#way = "open";
    this.#breakAll();
  }

  async stop(): Promise<void> {
    this.#breakAll();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    this.#keep(near);
    if (this.#way === "closed") near.destroy();
    if (this.#way === "silent") near.pause();
    if (this.#way !== "open") return;
    const far = connect(this.#targetPort, "127.0.0.1");
    this.#keep(far);
    this.#pass(near, far);
    this.#pass(far, near);
  }

  #pass(from: Socket, to: Socket): void {
    from.on("data", (bytes) => {
      if (this.#way === "open") to.write(bytes);
    });
    from.on("close", () => to.destroy());
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => undefined); // "close" follows.
    socket.on("close", () => this.#sockets.delete(socket));
  }

  #breakAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
