import { setTimeout as delay } from "node:timers/promises";
import type { ConnectionOptions, NatsConnection, Status } from "@nats-io/transport-node";
import { natsAuthenticator } from "./nats-authenticator";
import type { NatsPackages } from "./nats-packages";
import type { NatsSettings } from "./nats-settings";

/** What a link is opened with. */
export interface NatsLinkOptions {
  readonly settings: NatsSettings;
  readonly packages: NatsPackages;
  /** What the servers' lists of connections show. */
  readonly name: string;
  /** Is told of everything that happens to the connection, once each. */
  readonly onEvent?: (event: NatsLinkEvent) => void;
}

/** `lost` and `refused` come with the reason, each reason once until it is connected again. */
export type NatsLinkEvent =
  | { readonly kind: "connected"; readonly server: string; readonly version: string }
  | { readonly kind: "lost" | "refused"; readonly reason: string }
  | { readonly kind: "slow consumer"; readonly pending: number };

/** A handshake that takes longer is of no use: there are other servers. Milliseconds. */
const HANDSHAKE_MS = 2_000;
const RETRY_MS = 500;
/**
 * A server that answers no two of these is gone, though its connection may look alive: it stands still, or a router on the way
 * forgot us. Three of these, a pause and a handshake with another server that stands still are less than the ten seconds within
 * which changes are kept again. Milliseconds.
 */
const PING_MS = 1_000;
/** What has not ended by then is left to the end of the process: a server that stands still must not keep us from ours. Milliseconds. */
const CLOSE_MS = 2_000;

/**
 * One connection to NATS that is kept up: opened anew as often as it takes, until it is closed. Whoever uses it looks whether
 * it is there now, and is told when it is there again.
 */
export class NatsLink {
  readonly #options: NatsLinkOptions;
  readonly #ending = new AbortController();
  readonly #listeners = new Set<() => void>();
  #connection: NatsConnection | undefined;
  #isUp = false;
  #problem: string | undefined = "not connected yet";
  /** Reasons that were told since the connection was up: servers that refuse for different reasons take turns. */
  readonly #told = new Set<string>();
  /** Why it is down as long as no server says why it refuses us. */
  #lostReason: string | undefined;
  /** Whether a server refused the latest try to get it back; of others that fail the client tells nothing. */
  #isRefused = false;
  #kept: Promise<void> | undefined;

  private constructor(options: NatsLinkOptions) {
    this.#options = options;
  }

  /** Begins to connect. Never throws for what servers say or do not say. */
  static open(options: NatsLinkOptions): NatsLink {
    const link = new NatsLink(options);
    link.#kept = link.#keepUp();
    return link;
  }

  /** The connection while it is up. It stays the same object when the client changes servers. */
  get connection(): NatsConnection | undefined {
    return this.#isUp ? this.#connection : undefined;
  }

  /** Why there is no connection, as the end of a sentence; undefined while there is one. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Calls a listener whenever the connection is up again. Returns a function that ends it. */
  onUp(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when the connection is up, at the latest when the time is over. Returns whether it is. */
  async up(withinMs: number): Promise<boolean> {
    if (this.#isUp) return true;
    let end = (): void => undefined;
    const isUp = new Promise<void>((resolve) => {
      end = this.onUp(resolve);
    });
    // A program that waits for this at its start may have nothing else that keeps it alive.
    await Promise.race([isUp, this.#pause(withinMs, true)]);
    end();
    return this.#isUp;
  }

  /** Connects anew, which reads credentials and certificates anew. Does nothing while there is no connection. */
  async reconnect(): Promise<void> {
    await this.connection?.reconnect();
  }

  /** Ends it for good, within two seconds whatever the server does. */
  async close(): Promise<void> {
    this.#ending.abort();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    await Promise.race([this.#end(), late]);
    clearTimeout(timer);
  }

  async #end(): Promise<void> {
    await this.#connection?.close().catch(() => undefined);
    await this.#kept;
  }

  get #isEnding(): boolean {
    return this.#ending.signal.aborted;
  }

  async #keepUp(): Promise<void> {
    const { settings, packages, name } = this.#options;
    const options = connectionOptions(settings, packages, name);
    while (!this.#isEnding) {
      try {
        const connection = await packages.transport.connect(options);
        await this.#follow(connection);
      } catch (error) {
        this.#isDown("refused", reasonOf(error));
      }
      await this.#pause(RETRY_MS);
    }
  }

  /** Until the client gives up, which it does for nothing that passes. */
  async #follow(connection: NatsConnection): Promise<void> {
    this.#connection = connection;
    if (this.#isEnding) await connection.close();
    else this.#isConnected(connection);
    for await (const status of connection.status()) this.#take(status, connection);
    const error = await connection.closed();
    this.#isDown("lost", error instanceof Error ? reasonOf(error) : "the connection was closed");
  }

  #take(status: Status, connection: NatsConnection): void {
    if (status.type === "disconnect") this.#isDisconnected(status.server);
    else if (status.type === "reconnecting") this.#isTriedAgain();
    else if (status.type === "reconnect") this.#isConnected(connection);
    else if (status.type === "slowConsumer") {
      this.#options.onEvent?.({ kind: "slow consumer", pending: status.pending });
    } else if (status.type === "error" && !this.#isUp) {
      this.#isRefused = true;
      this.#isDown("refused", reasonOf(status.error));
    }
  }

  /** A server that refuses us closes the connection, which the client tells as well: it is no news, and hides the reason. */
  #isDisconnected(server: string): void {
    if (!this.#isUp) return;
    this.#lostReason = `the connection to ${server} broke`;
    this.#isDown("lost", this.#lostReason);
  }

  /** What a server said is not the reason any more when the try after it failed in another way. */
  #isTriedAgain(): void {
    if (!this.#isUp && !this.#isRefused) this.#problem = this.#lostReason ?? this.#problem;
    this.#isRefused = false;
  }

  #isConnected(connection: NatsConnection): void {
    this.#isUp = true;
    this.#problem = undefined;
    this.#told.clear();
    const version = connection.info?.version ?? "";
    this.#options.onEvent?.({ kind: "connected", server: connection.getServer(), version });
    for (const listener of [...this.#listeners]) listener();
  }

  #isDown(kind: "lost" | "refused", reason: string): void {
    this.#isUp = false;
    this.#problem = reason;
    if (this.#told.has(reason)) return;
    this.#told.add(reason);
    if (!this.#isEnding) this.#options.onEvent?.({ kind, reason });
  }

  #pause(ms: number, keepsAlive = false): Promise<void> {
    return delay(ms, undefined, { signal: this.#ending.signal, ref: keepsAlive }).catch(() => undefined);
  }
}

function connectionOptions(
  { servers, identity, tls }: NatsSettings,
  { transport }: NatsPackages,
  name: string,
): ConnectionOptions {
  const authenticator = natsAuthenticator(identity, transport);
  return {
    servers: [...servers],
    name,
    // What one sends does not come back to it: a heartbeat that was passed on is not a heartbeat that arrived.
    noEcho: true,
    timeout: HANDSHAKE_MS,
    reconnectTimeWait: RETRY_MS,
    reconnectJitter: RETRY_MS,
    reconnectJitterTLS: RETRY_MS,
    maxReconnectAttempts: -1,
    // Credentials are renewed while servers refuse the old ones.
    ignoreAuthErrorAbort: true,
    pingInterval: PING_MS,
    maxPingOut: 2,
    noAsyncTraces: true,
    ...(authenticator !== undefined && { authenticator }),
    ...(tls !== undefined && { tls }),
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isRefused = "code" in error && error.code === "ECONNREFUSED";
  return isRefused ? "connection refused" : error.message;
}
