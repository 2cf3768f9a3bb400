import type { Logger } from "pino";
import type { ExporterClient, PlannedWork, WorkAnswer } from "../heartbeats/exporter-client";
import type { Cancel, Scheduler } from "../scheduler";

/** Work to announce; the lease is the announcer's. */
export type Work = Omit<PlannedWork, "leaseMs">;

/** A lease is renewed so often before it ends that two renewals may get lost. */
const RENEWALS_PER_LEASE = 3;

/**
 * Announces what an operation is about to do, renews the lease as long as the operation lives, and ends it. When its process dies,
 * nobody renews it. Calls to the exporter are made one after another, so that no renewal overtakes an end.
 */
export class WorkAnnouncer {
  readonly #client: ExporterClient;
  readonly #scheduler: Scheduler;
  readonly #log: Logger;
  readonly #leaseMs: number;
  #announced: readonly Work[] = [];
  #calls: Promise<void> = Promise.resolve();
  #isRenewing = false;
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
  announce(works: readonly Work[]): Promise<void> {
    const before = this.#announced;
    this.#announced = works;
    this.#cancelRenewal ??= this.#scheduler.every(this.#leaseMs / RENEWALS_PER_LEASE, () => {
      this.#renew();
    });
    const ids = new Set(works.map(({ id }) => id));
    return this.#inTurn(async () => {
      await this.#tell(works.map((work) => () => this.#put(work)));
      const over = before.filter(({ id }) => !ids.has(id));
      await this.#tell(
        over.map(
          ({ id }) =>
            () =>
              this.#client.endWork(id),
        ),
      );
    });
  }

  /** Ends what is announced. */
  end(): Promise<void> {
    const over = this.#announced;
    this.abandon();
    return this.#inTurn(() =>
      this.#tell(
        over.map(
          ({ id }) =>
            () =>
              this.#client.endWork(id),
        ),
      ),
    );
  }

  /** Renews nothing any more, and ends nothing: what is announced lapses. */
  abandon(): void {
    this.#cancelRenewal?.();
    this.#cancelRenewal = undefined;
    this.#announced = [];
  }

  #renew(): void {
    // An exporter that is slow to answer is not asked again before it has.
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    void this.#inTurn(async () => {
      await this.#tell(this.#announced.map((work) => () => this.#put(work)));
      this.#isRenewing = false;
    });
  }

  #put(work: Work): Promise<WorkAnswer> {
    return this.#client.announceWork({ ...work, leaseMs: this.#leaseMs });
  }

  async #tell(calls: readonly (() => Promise<WorkAnswer>)[]): Promise<void> {
    if (calls.length === 0) return;
    let worst: WorkAnswer = { result: "done" };
    for (const call of calls) {
      const answer = await call();
      if (answer.result !== "done") worst = answer;
    }
    this.#note(worst);
  }

  #note(answer: WorkAnswer): void {
    const problem = messageOf(answer);
    if (problem === messageOf(this.#lastAnswer)) return;
    this.#lastAnswer = answer;
    if (problem !== undefined) this.#log.warn({ problem }, "planned work is not announced as it should be");
    else this.#log.info("planned work is announced");
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    this.#calls = this.#calls.then(action);
    return this.#calls;
  }
}

function messageOf(answer: WorkAnswer | undefined): string | undefined {
  return answer === undefined || answer.result === "done" ? undefined : answer.message;
}
