import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

import { eventually } from "../programs/eventually";

/** One alert in a notification, as Alertmanager's webhooks spell it. */
export interface NotifiedAlert {
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Of the alert's labels. */
  readonly fingerprint: string;
}

/** A notification, with the receiver of the configuration that it was sent to. */
export interface Notification {
  readonly receiver: string;
  readonly status: "firing" | "resolved";
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly alerts: readonly NotifiedAlert[];
}

/** An event as PagerDuty's Events API v2 takes it, as far as tests look at it. */
export interface PagerEvent {
  readonly routing_key: string;
  readonly event_action: "trigger" | "resolve";
  readonly dedup_key: string;
  readonly payload: {
    readonly summary: string;
    readonly severity: string;
    readonly component: string;
    readonly group: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

/** A message as Slack's incoming webhooks take it, as far as tests look at it. */
export interface ChatMessage {
  readonly attachments: readonly {
    readonly title: string;
    readonly title_link: string;
    readonly text: string;
    readonly color: string;
    readonly actions: readonly { readonly text: string; readonly url: string }[];
  }[];
}

/** A request to the dead man's switch. */
export interface SignOfLife {
  readonly authorization: string | undefined;
  readonly notification: Notification;
}

/**
 * Takes what Alertmanager sends, in place of PagerDuty, Slack and a dead man's switch, and of a plain webhook that tells
 * what the others do not: the labels.
 */
export class AlertInbox {
  readonly #server: Server;
  readonly notifications: Notification[] = [];
  readonly pages: PagerEvent[] = [];
  readonly messages: ChatMessage[] = [];
  readonly signsOfLife: SignOfLife[] = [];
  /** What came where nothing was expected. */
  readonly strays: string[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port. */
  static async start(): Promise<AlertInbox> {
    // A connection that is closed for being idle, just as the next notification is sent, would look like a fault.
    const server = createServer({ keepAliveTimeout: 0 });
    const inbox = new AlertInbox(server);
    server.on("request", (request: IncomingMessage, response) => {
      inbox.#take(request).then(
        ({ status, body }) => response.writeHead(status).end(body),
        // Alertmanager reports it, and the notification is missed.
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return inbox;
  }

  /** Where it listens; paths are `/pagerduty`, `/slack`, `/dead-mans-switch` and `/webhook`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What arrived about one cluster; undefined: about the one that has no label `cluster`. */
  about(cluster: string | undefined): ClusterInbox {
    return new ClusterInbox(this, cluster);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const body = JSON.parse((await buffer(request)).toString()) as unknown;
    switch (request.url ?? "") {
      case "/pagerduty":
        this.pages.push(body as PagerEvent);
        return { status: 202, body: '{"status":"success"}' };
      case "/slack":
        this.messages.push(body as ChatMessage);
        return { status: 200, body: "ok" };
      case "/dead-mans-switch":
        this.signsOfLife.push({
          authorization: request.headers.authorization,
          notification: body as Notification,
        });
        return { status: 200, body: "" };
      case "/webhook":
        this.notifications.push(body as Notification);
        return { status: 200, body: "" };
      default:
        this.strays.push(`${request.method ?? ""} ${request.url ?? ""}`);
        return { status: 404, body: "" };
    }
  }
}

/** What arrived about one cluster, in the order in which it came. */
export class ClusterInbox {
  readonly #inbox: AlertInbox;
  readonly #cluster: string | undefined;

  constructor(inbox: AlertInbox, cluster: string | undefined) {
    this.#inbox = inbox;
    this.#cluster = cluster;
  }

  /** Every alert of every notification, with its receiver. */
  get alerts(): readonly (NotifiedAlert & { readonly receiver: string })[] {
    return this.#inbox.notifications.flatMap(({ receiver, alerts }) =>
      alerts.filter(({ labels }) => this.#isOurs(labels)).map((alert) => ({ ...alert, receiver })),
    );
  }

  /** The different alerts that came, each as `receiver: AlertName region`, sorted. */
  get arrived(): readonly string[] {
    const told = this.alerts
      .filter(({ status }) => status === "firing")
      .map(({ receiver, labels }) => `${receiver}: ${nameOf(labels)}`);
    return [...new Set(told)].sort();
  }

  /** How often an alert went from not firing to firing, as the person on call was told. */
  timesFired(alertName: string, region?: string): number {
    const told = this.alerts.filter(({ labels }) => matches(labels, alertName, region));
    return told.filter(({ status }, index) => status === "firing" && told[index - 1]?.status !== "firing")
      .length;
  }

  /** The alert, as soon as a receiver was told that it fires. */
  firing(
    receiver: string,
    alertName: string,
    region: string | undefined,
    deadlineMs: number,
  ): Promise<NotifiedAlert> {
    return eventually(
      `${receiver} is told ${alertName} ${region ?? ""} of ${this.#name}; arrived: ${this.arrived.join(", ")}`,
      deadlineMs,
      () =>
        this.alerts.find(
          (alert) =>
            alert.receiver === receiver &&
            alert.status === "firing" &&
            matches(alert.labels, alertName, region),
        ),
    ).catch((error: unknown) => {
      throw new Error(
        `${(error as Error).message}; in the end it had: ${this.arrived.join(", ") || "nothing"}`,
      );
    });
  }

  /** Settles when all that was told as firing was told as resolved. */
  async allResolved(deadlineMs: number): Promise<void> {
    let open: readonly string[] = [];
    await eventually(`everything about ${this.#name} resolves`, deadlineMs, () => {
      const last = new Map(this.alerts.map((alert) => [alert.receiver + alert.fingerprint, alert]));
      open = [...last.values()]
        .filter(({ status }) => status === "firing")
        .map(({ labels }) => nameOf(labels));
      return open.length === 0 ? true : undefined;
    }).catch((error: unknown) => {
      throw new Error(`${(error as Error).message}; still open: ${open.join(", ")}`);
    });
  }

  /** What PagerDuty was sent about a component, that is, `cluster/region`. */
  pages(component: string): readonly PagerEvent[] {
    return this.#inbox.pages.filter(({ payload }) => payload.component === component);
  }

  /** Every event that PagerDuty was sent about the cluster, in order: `trigger: SUMMARY` or `resolve: SUMMARY`. */
  get paged(): readonly string[] {
    return this.#inbox.pages
      .filter(({ payload }) => payload.group === this.#cluster)
      .map(({ event_action, payload }) => `${event_action}: ${payload.summary}`);
  }

  get #name(): string {
    return this.#cluster ?? "the cluster without a label";
  }

  #isOurs({ cluster, alertname }: Readonly<Record<string, string>>): boolean {
    return cluster === this.#cluster && alertname !== "Watchdog";
  }
}

function nameOf({ alertname, region }: Readonly<Record<string, string>>): string {
  return region === undefined ? String(alertname) : `${String(alertname)} ${region}`;
}

function matches(labels: Readonly<Record<string, string>>, alertName: string, region?: string): boolean {
  return labels["alertname"] === alertName && labels["region"] === region;
}
