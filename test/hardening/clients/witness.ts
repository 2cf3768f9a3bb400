import { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

import { ask } from "./ask";
import type { Answer, Question } from "./ask";
import { heartbeatBatch, senderClock } from "./heartbeat-batch";
import { Latencies } from "./latencies";

const PROBE_INTERVAL_MS = 50;
const HEARTBEAT_INTERVAL_MS = 100;
const SCRAPE_INTERVAL_MS = 25;
const LISTED_TROUBLES = 5;

/** The witness's own shards: the highest numbers, so that a run may use the others. */
export const WITNESS_SHARDS = { first: 65_520, count: 15, followers: 2 };

/** How a witness asks. */
export interface WitnessOptions {
  readonly port: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it scrapes: a small cluster, or the part of a large one that is small. `/metrics` unless given. */
  readonly scrapePath?: string;
  /** Whether its probes come on connections that it already has. Unless given, each comes on a new one, as a kubelet's. */
  readonly keepsConnections?: boolean;
  /** Whether it asks for readiness as well; not where the exporter is meant to be not ready for a while. Unless given, it does. */
  readonly asksForReadiness?: boolean;
  /** How long it waits for an answer. 10 s unless given. */
  readonly timeoutMs?: number;
}

/** What a witness saw. */
export interface Testimony {
  readonly probes: Latencies;
  readonly scrapes: Latencies;
  /** Heartbeats that were sent, and those that were accepted. */
  readonly sent: number;
  readonly accepted: number;
  /** Probes and scrapes that got no answer, or another one than 200; heartbeats likewise with 202. */
  readonly failedProbes: number;
  readonly failedScrapes: number;
  /** The first troubles, in words. */
  readonly troubles: readonly string[];
}

/** The clients that an exporter is there for: one sends heartbeats, one scrapes, one probes, all the time. */
export class Witness {
  readonly #options: WitnessOptions;
  readonly #clock = senderClock();
  readonly #agents: Agent[] = [];
  readonly #rounds: Promise<void>[] = [];
  readonly #troubles: string[] = [];
  #probes = new Latencies();
  #scrapes = new Latencies();
  #sent = 0;
  #accepted = 0;
  #failedProbes = 0;
  #failedScrapes = 0;
  #over = false;

  /** Begins at once. */
  constructor(options: WitnessOptions) {
    this.#options = options;
    const { scrapePath = "/metrics", keepsConnections = false, asksForReadiness = true } = options;
    const healthy = keepsConnections ? this.#agent() : undefined;
    const ready = keepsConnections ? this.#agent() : undefined;
    const scrapes = this.#agent();
    const heartbeats = this.#agent();
    this.#rounds.push(
      this.#round(PROBE_INTERVAL_MS, () => this.#probe("/-/healthy", healthy)),
      this.#round(SCRAPE_INTERVAL_MS, () => this.#scrape(scrapePath, scrapes)),
      this.#round(HEARTBEAT_INTERVAL_MS, () => this.#beat(heartbeats)),
    );
    if (asksForReadiness)
      this.#rounds.push(this.#round(PROBE_INTERVAL_MS, () => this.#probe("/-/ready", ready)));
  }

  /** Forgets the times measured so far, so that a warm-up does not count; what was lost stays lost. */
  forgetTimes(): void {
    this.#probes = new Latencies();
    this.#scrapes = new Latencies();
  }

  /** Waits for the answers under way and tells what it saw. */
  async stop(): Promise<Testimony> {
    this.#over = true;
    await Promise.all(this.#rounds);
    for (const agent of this.#agents) agent.destroy();
    return {
      probes: this.#probes,
      scrapes: this.#scrapes,
      sent: this.#sent,
      accepted: this.#accepted,
      failedProbes: this.#failedProbes,
      failedScrapes: this.#failedScrapes,
      troubles: this.#troubles,
    };
  }

  #agent(): Agent {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    this.#agents.push(agent);
    return agent;
  }

  async #round(intervalMs: number, once: () => Promise<void>): Promise<void> {
    while (!this.#over) {
      const startedMs = performance.now();
      await once();
      await delay(Math.max(0, intervalMs - (performance.now() - startedMs)));
    }
  }

  async #probe(path: string, agent: Agent | undefined): Promise<void> {
    const answer = await this.#ask({ path, ...(agent && { agent }) }, 200);
    if (answer) this.#probes.add(answer.tookMs);
    else this.#failedProbes += 1;
  }

  async #scrape(path: string, agent: Agent): Promise<void> {
    const answer = await this.#ask({ path, agent }, 200);
    if (answer?.text.endsWith("\n")) this.#scrapes.add(answer.tookMs);
    else this.#failedScrapes += 1;
  }

  async #beat(agent: Agent): Promise<void> {
    this.#sent += WITNESS_SHARDS.count;
    const answer = await this.#ask(
      {
        method: "POST",
        path: "/api/v1/heartbeats",
        headers: { "content-type": "application/json" },
        body: heartbeatBatch(WITNESS_SHARDS, this.#clock()),
        agent,
      },
      202,
    );
    if (!answer) return;
    const { accepted } = JSON.parse(answer.text) as { accepted: number };
    this.#accepted += accepted;
    if (accepted !== WITNESS_SHARDS.count) this.#note(`heartbeats: ${answer.text}`);
  }

  /** The answer, or undefined once the trouble is noted. */
  async #ask(question: Omit<Question, "port">, status: number): Promise<Answer | undefined> {
    const { port, headers, timeoutMs } = this.#options;
    try {
      const answer = await ask({
        port,
        ...(timeoutMs !== undefined && { timeoutMs }),
        ...question,
        headers: { ...headers, ...question.headers },
      });
      if (answer.status === status) return answer;
      this.#note(`${question.path}: ${answer.status} ${answer.text.slice(0, 200)}`);
    } catch (error) {
      this.#note(`${question.path}: ${String(error)}`);
    }
    return undefined;
  }

  #note(trouble: string): void {
    if (this.#troubles.length < LISTED_TROUBLES) this.#troubles.push(trouble);
  }
}
