import type { Logger } from "pino";
import type { ExporterClient, PlannedWork, WorkAnswer } from "../heartbeats/exporter-client";
import type { Cancel, Scheduler } from "../scheduler";

/** Work to announce; the lease is the announcer's. */
export type Work = Omit<PlannedWork, "leaseMs">;

/** A lease is renewed so often before it ends that two renewals may get lost. */
const RENEWALS_PER_LEASE = 3;

/**
 * Announces what an operation is about to do, renews the lease as long as the operation lives, and ends it. When its process dies,
 * nobody renews it. The exporter is asked one thing after another, so that no renewal overtakes an end.
 */
export class WorkAnnouncer {
  readonly #client: ExporterClient;
  readonly #scheduler: Scheduler;
  readonly #log: Logger;
  readonly #leaseMs: number;
  /** What is to be announced. */
  #wanted: readonly Work[] = [];
  /** The ids of what was announced and not ended. */
  readonly #told = new Set<string>();
  /** The ids of what needs no renewal yet. */
  readonly #fresh = new Set<string>();
  #telling: Promise<void> | undefined;
  #cancelRenewal: Cancel | undefined;
  #lastAnswer: WorkAnswer | undefined;

  constructor(client: ExporterClient, scheduler: Scheduler, log: Logger, leaseMs: number) {
    this.#client = client;
    this.#scheduler = scheduler;
    this.#log = log;
    this.#leaseMs = leaseMs;
  }

  /** The worst answer to what was asked last; undefined before the first. */
  get lastAnswer(): WorkAnswer | undefined {
    return this.#lastAnswer;
  }

  /**
   * Announces this work, and ends what was announced before and is not part of it; in this order, so that there is no moment
   * without. Settles when the exporter has answered; never rejects. An exporter that does not take it does not stop the work.
   */
  async announce(works: readonly Work[]): Promise<void> {
    this.#wanted = works;
    this.#cancelRenewal ??= this.#scheduler.every(this.#leaseMs / RENEWALS_PER_LEASE, () => {
      this.#fresh.clear();
      void this.#tell();
    });
    await this.#tell();
  }

  /** Ends what is announced. */
  async end(): Promise<void> {
    this.#stopRenewing();
    await this.#tell();
  }

  /** Renews nothing any more, and ends nothing: what is announced lapses. */
  abandon(): void {
    this.#stopRenewing();
    this.#told.clear();
  }

  #stopRenewing(): void {
    this.#cancelRenewal?.();
    this.#cancelRenewal = undefined;
    this.#wanted = [];
  }

  /** Brings what the exporter was told to what is wanted; what is wanted meanwhile as well. */
  async #tell(): Promise<void> {
    do {
      this.#telling ??= this.#tellAll().finally(() => {
        this.#telling = undefined;
      });
      await this.#telling;
      // What was wanted after the last look of a round that was about to end.
    } while (this.#isBehind);
  }

  get #isBehind(): boolean {
    const wanted = new Set(this.#wanted.map(({ id }) => id));
    return [...wanted].some((id) => !this.#fresh.has(id)) || [...this.#told].some((id) => !wanted.has(id));
  }

  async #tellAll(): Promise<void> {
    let worst: WorkAnswer | undefined;
    for (let call = this.#nextCall(); call !== undefined; call = this.#nextCall()) {
      const answer = await call();
      if (worst === undefined || answer.result !== "done") worst = answer;
    }
    if (worst !== undefined) this.#note(worst);
  }

  /** What failed counts as told: a renewal tries it again, and what could not be ended lapses. */
  #nextCall(): (() => Promise<WorkAnswer>) | undefined {
    const due = this.#wanted.find(({ id }) => !this.#fresh.has(id));
    if (due !== undefined) {
      this.#fresh.add(due.id);
      this.#told.add(due.id);
      return () => this.#client.announceWork({ ...due, leaseMs: this.#leaseMs });
    }
    const over = [...this.#told].find((told) => this.#wanted.every(({ id }) => id !== told));
    if (over === undefined) return undefined;
    this.#told.delete(over);
    this.#fresh.delete(over);
    return () => this.#client.endWork(over);
  }

  #note(answer: WorkAnswer): void {
    const before = this.#lastAnswer;
    this.#lastAnswer = answer;
    const problem = messageOf(answer);
    if (before !== undefined && problem === messageOf(before)) return;
    if (problem !== undefined) this.#log.warn({ problem }, "planned work is not announced as it should be");
    else this.#log.info("planned work is announced");
  }
}

function messageOf(answer: WorkAnswer): string | undefined {
  return answer.result === "done" ? undefined : answer.message;
}
