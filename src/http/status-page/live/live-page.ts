import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";

import type { ClusterSnapshot } from "../../../domain/terms/cluster-snapshot";
import type { HttpServices } from "../../routing/http-services";
import { writeChunk } from "../../sending/write-chunk";
import { gatherReasons } from "../page/gather-reasons";
import { choiceQuery } from "../page/replica-choice";
import type { ReplicaChoice } from "../page/replica-choice";
import { replicaSection } from "../page/replica-section";
import { STATUS_PARTS, statusPart } from "../page/status-parts";
import type { StatusMoment } from "../page/status-parts";
import { LiveBoard } from "./live-board";

/** How the time of live pages passes. Milliseconds. */
export interface LiveTimes {
  /** From the end of one look to the next. */
  readonly lookMs: number;
  /** So long a page is served. Then it comes again and shows its credentials, which may not hold any more. */
  readonly longestMs: number;
}

const USUAL_TIMES: LiveTimes = { lookMs: 2_000, longestMs: 3_600_000 };

/** After a look that took much work the pause is so many times as long: looking is never more than a tenth of what this process does. */
const PAUSE_RATIO = 9;

/** Nor is any pause longer, in milliseconds: a page that hears nothing for longer says that the exporter is gone. */
const MAX_PAUSE_MS = 8_000;

/** How long a browser waits before it connects again. */
const RETRY_MS = 3_000;

/** Makes what pages say of a snapshot. */
export type MomentOf = (snapshot: ClusterSnapshot, services: HttpServices) => StatusMoment;

/** Those who have chosen the same replicas. */
interface View {
  readonly choice: ReplicaChoice;
  readonly board: LiveBoard;
  readers: number;
}

/** What a reader of a stream waits for. */
interface Reader {
  wake: () => void;
}

/**
 * Keeps open pages up to date. As long as there is any, the cluster is looked at every few seconds, and what the page says is made
 * once for all of them; of replicas once for each choice that pages have. Each part is made in a turn of the event loop of its own.
 */
export class LivePage {
  readonly #momentOf: MomentOf;
  readonly #times: LiveTimes;
  readonly #common = new LiveBoard();
  readonly #views = new Map<string, View>();
  readonly #readers = new Set<Reader>();
  #isLooking = false;
  #isWanted = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param momentOf - what is said of a snapshot, to all pages alike. */
  constructor(momentOf: MomentOf, times: LiveTimes = USUAL_TIMES) {
    this.#momentOf = momentOf;
    this.#times = times;
  }

  /** How many pages are kept up to date. */
  get readerCount(): number {
    return this.#readers.size;
  }

  /**
   * Sends what changes, until the client leaves, the exporter stops or the stream has lasted for long enough. Where nothing would
   * tell that the exporter stops, because nothing is recorded, it ends after one look: the page comes again for the next.
   */
  async stream(response: ServerResponse, services: HttpServices, choice: ReplicaChoice): Promise<void> {
    const endsAtMs = performance.now() + this.#times.longestMs;
    const view = this.#viewOf(choice);
    const reader: Reader = { wake: () => undefined };
    this.#readers.add(reader);
    const wake = (): void => {
      reader.wake();
    };
    response.once("close", wake);
    const forgetLog = services.events?.onChange(() => {
      if (services.events?.hasEnded) wake();
      else this.#lookSoon(services);
    });
    const isOver = (): boolean =>
      response.destroyed || services.events?.hasEnded === true || performance.now() >= endsAtMs;
    let looks = 0;
    try {
      if (!(await writeChunk(response, Buffer.from(`retry: ${RETRY_MS}\n\n`)))) return;
      this.#lookSoon(services);
      let common = 0;
      let own = 0;
      while (!isOver() && (services.events !== undefined || looks < 1)) {
        const news = this.#common.since(common);
        const ownNews = view.board.since(own);
        [common, own] = [news.version, ownNews.version];
        const bytes = [...news.bytes, ...ownNews.bytes];
        if (bytes.length === 0) {
          await new Promise<void>((resolve) => (reader.wake = resolve));
          continue;
        }
        // A client that reads slowly holds up nobody: it is sent the latest once it has taken this.
        if (!(await writeChunk(response, Buffer.concat(bytes)))) return;
        if (own > 0) looks += 1;
      }
      response.end();
    } finally {
      forgetLog?.();
      response.off("close", wake);
      this.#readers.delete(reader);
      this.#leave(view);
    }
  }

  #viewOf(choice: ReplicaChoice): View {
    const key = choiceQuery(choice);
    const view = this.#views.get(key) ?? { choice, board: new LiveBoard(), readers: 0 };
    view.readers += 1;
    this.#views.set(key, view);
    return view;
  }

  #leave(view: View): void {
    view.readers -= 1;
    if (view.readers === 0) this.#views.delete(choiceQuery(view.choice));
    if (this.#readers.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Looks now, or once the look that is under way is over: all who ask meanwhile share it. */
  #lookSoon(services: HttpServices): void {
    this.#isWanted = true;
    if (!this.#isLooking) void this.#looks(services);
  }

  async #looks(services: HttpServices): Promise<void> {
    this.#isLooking = true;
    clearTimeout(this.#timer);
    let workMs = 0;
    try {
      while (this.#isWanted) {
        this.#isWanted = false;
        workMs = await this.#look(services);
      }
    } catch (err) {
      services.logger.error({ err }, "open status pages could not be brought up to date");
    }
    this.#isLooking = false;
    if (this.#readers.size === 0) return;
    const pauseMs = Math.max(this.#times.lookMs, Math.min(MAX_PAUSE_MS, workMs * PAUSE_RATIO));
    this.#timer = setTimeout(() => {
      this.#lookSoon(services);
    }, pauseMs).unref();
  }

  /** @returns how long this process worked for it, in milliseconds. */
  async #look(services: HttpServices): Promise<number> {
    let workMs = 0;
    // Each piece of the work is a turn of the event loop; what is asked for until the first is one look.
    const piece = async <T>(work: () => T): Promise<T> => {
      await nextTurn();
      const beganMs = performance.now();
      const made = work();
      workMs += performance.now() - beganMs;
      return made;
    };
    const snapshot = await piece(() => services.controlPlane.snapshot());
    const moment = this.#momentOf(snapshot, services);
    await piece(() => {
      gatherReasons(snapshot);
    });
    for (const part of STATUS_PARTS) {
      await piece(() => {
        this.#common.post(part, String(statusPart(part, moment)));
      });
    }
    // What is wrong does not wait for the tables of everybody's choice.
    this.#wakeAll();
    for (const { choice, board } of [...this.#views.values()]) {
      await piece(() => {
        board.post("replicas", replicaSection(snapshot, choice).source);
      });
    }
    this.#wakeAll();
    return workMs;
  }

  #wakeAll(): void {
    for (const reader of [...this.#readers]) reader.wake();
  }
}
