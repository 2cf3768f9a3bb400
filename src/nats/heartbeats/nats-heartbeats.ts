import { setTimeout as delay } from "node:timers/promises";
import type { NatsConnection, Subscription } from "@nats-io/transport-node";
import type { ControlPlane } from "../../domain/control-plane";
import type { NatsLink } from "../nats-link";
import { HeartbeatInlet } from "./heartbeat-inlet";
import type { InletLimits, OnRefused } from "./heartbeat-inlet";
import { HeartbeatOutlet } from "./heartbeat-outlet";
import { allHeartbeatSubjects } from "./heartbeat-subject";

/** How long the end waits for what was passed on last. Milliseconds. */
const LAST_FLUSH_MS = 500;

/** What heartbeats over NATS need. */
export interface NatsHeartbeatsOptions {
  /** Closed with them. */
  readonly link: NatsLink;
  readonly controlPlane: ControlPlane;
  readonly limits: () => InletLimits;
  readonly onRefused: OnRefused;
}

/** Heartbeats over NATS: every control plane of the cluster gets each, and passes on what it got over HTTP. */
export class NatsHeartbeats {
  readonly #link: NatsLink;
  readonly #controlPlane: ControlPlane;
  readonly #endListening: () => void;
  #subscribed: { readonly connection: NatsConnection; readonly subscription: Subscription } | undefined;
  readonly inlet: HeartbeatInlet;
  readonly outlet: HeartbeatOutlet;

  constructor({ link, controlPlane, limits, onRefused }: NatsHeartbeatsOptions) {
    this.#link = link;
    this.#controlPlane = controlPlane;
    this.inlet = new HeartbeatInlet(controlPlane, limits, onRefused);
    this.outlet = new HeartbeatOutlet(link, () => controlPlane.settings.clusterName, limits);
    this.#endListening = link.onUp(() => {
      this.#subscribe();
    });
    this.#subscribe();
  }

  get isConnected(): boolean {
    return this.#link.connection !== undefined;
  }

  /** After a reload: the cluster may have another name, and files other credentials. */
  async renew(): Promise<void> {
    this.#unsubscribe();
    this.#subscribe();
    await this.#link.reconnect();
  }

  async close(): Promise<void> {
    this.#endListening();
    this.outlet.flush();
    this.#unsubscribe();
    this.inlet.close();
    // What was passed on last may still be on its way.
    const sent = this.#link.connection?.flush().catch(() => undefined);
    await Promise.race([sent, delay(LAST_FLUSH_MS, undefined, { ref: false })]);
    await this.#link.close();
  }

  #subscribe(): void {
    const { connection } = this.#link;
    // The client subscribes again by itself for as long as it is the same connection.
    if (connection === undefined || this.#subscribed?.connection === connection) return;
    const subject = allHeartbeatSubjects(this.#controlPlane.settings.clusterName);
    const subscription = connection.subscribe(subject, {
      callback: (error, message) => {
        if (error !== null) return;
        const isNdjson = message.headers?.get("Content-Type") === "application/x-ndjson";
        this.inlet.take({ subject: message.subject, body: message.data, isNdjson });
      },
    });
    this.#subscribed = { connection, subscription };
  }

  #unsubscribe(): void {
    this.#subscribed?.subscription.unsubscribe();
    this.#subscribed = undefined;
  }
}
