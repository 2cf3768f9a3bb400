import { setTimeout as delay } from "node:timers/promises";

import { ask } from "../clients/ask";
import { Latencies } from "../clients/latencies";
import type { Takers } from "./steady-senders";

/** Tenants that are changed one after the other. */
const TENANTS = 100;
const PER_SECOND = 10;
/** Whoever was told that a change is kept looks for it at another control plane, which has it within this. */
const KNOWN_WITHIN_MS = 15_000;
const ANSWER_MS = 40_000;

/** What a tenant's limit was set to. */
interface Told {
  /** By the last change that was acknowledged. */
  acknowledged: number;
  /** By the last one that was sent, which may be kept though nobody said so. */
  begun: number;
}

/** Ten changes a second, each at any control plane; each that was acknowledged is looked for before the tenant is changed again. */
export class SteadyChanges {
  readonly #takers: Takers;
  readonly #tenants: readonly Told[];
  readonly #took = new Latencies();
  readonly #lost: string[] = [];
  readonly #odd: string[] = [];
  readonly #under: Promise<void>;
  #acknowledged = 0;
  #refused = 0;
  #unanswered = 0;
  #looked = 0;
  #isOver = false;

  constructor(takers: Takers) {
    this.#takers = takers;
    this.#tenants = Array.from({ length: TENANTS }, () => ({ acknowledged: 0, begun: 0 }));
    this.#under = this.#changeAll();
  }

  /** Changes that were acknowledged. */
  get acknowledged(): number {
    return this.#acknowledged;
  }

  /** Changes that got a 503. */
  get refused(): number {
    return this.#refused;
  }

  /** Changes whose control plane was killed before it answered. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** Acknowledged changes that were looked for. */
  get looked(): number {
    return this.#looked;
  }

  /** Those that were not there, in words. */
  get lost(): readonly string[] {
    return this.#lost;
  }

  /** Answers other than that a change is kept or cannot be. */
  get odd(): readonly string[] {
    return this.#odd;
  }

  /** What changes took that were acknowledged. */
  get took(): Latencies {
    return this.#took;
  }

  /** Ends it, and looks at every control plane for what was acknowledged last of each tenant. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#under;
    for (const port of this.#takers()) {
      for (const [tenantId] of this.#tenants.entries()) await this.#look(tenantId, () => port);
    }
  }

  async #changeAll(): Promise<void> {
    const under = new Set<number>();
    const pending: Promise<void>[] = [];
    for (let turn = 0; !this.#isOver; turn += 1) {
      const tenantId = turn % TENANTS;
      // One that is not answered yet is left alone, so that there is one order of its changes.
      if (!under.has(tenantId)) {
        under.add(tenantId);
        pending.push(this.#change(tenantId).finally(() => under.delete(tenantId)));
      }
      await delay(1_000 / PER_SECOND);
    }
    await Promise.all(pending);
  }

  async #change(tenantId: number): Promise<void> {
    const told = this.#tenants[tenantId];
    if (told === undefined) return;
    if (told.acknowledged > 0) await this.#look(tenantId, () => this.#anyPort());
    told.begun += 1;
    const value = told.begun;
    const startedMs = performance.now();
    const answer = await ask({
      port: this.#anyPort(),
      method: "PUT",
      path: `/api/v1/tenants/${tenantId}`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ max_entities: value }),
      timeoutMs: ANSWER_MS,
    }).catch(() => undefined);
    if (answer === undefined) this.#unanswered += 1;
    else if (answer.status < 300) {
      told.acknowledged = value;
      this.#acknowledged += 1;
      this.#took.add(performance.now() - startedMs);
    } else if (answer.status === 503) this.#refused += 1;
    else this.#odd.push(`tenant ${tenantId}: ${answer.status} ${answer.text}`);
  }

  async #look(tenantId: number, portOf: () => number): Promise<void> {
    const { acknowledged = 0, begun = 0 } = this.#tenants[tenantId] ?? {};
    const untilMs = performance.now() + KNOWN_WITHIN_MS;
    let found: string;
    do {
      const answer = await ask({ port: portOf(), path: `/api/v1/tenants/${tenantId}` }).catch(
        () => undefined,
      );
      found = answer?.text ?? "no answer";
      const kept = answer?.status === 200 ? (JSON.parse(found) as { max_entities: number }).max_entities : 0;
      if (kept >= acknowledged && kept <= begun) {
        this.#looked += 1;
        return;
      }
      await delay(200);
    } while (performance.now() < untilMs);
    this.#lost.push(
      `tenant ${tenantId}: ${acknowledged} was acknowledged, ${begun} sent; there is ${found.trim()}`,
    );
  }

  #anyPort(): number {
    const ports = this.#takers();
    return ports[Math.floor(Math.random() * ports.length)] ?? 0;
  }
}
