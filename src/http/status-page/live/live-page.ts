import type { ServerResponse } from "node:http";

import { ColumnRoom } from "../../../domain/columns/column-room";
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
import { LookPace } from "./look-pace";

/** How the time of live pages passes. Milliseconds. */
export interface LiveTimes {
  /** From the end of one look to the next. */
  readonly lookMs: number;
  /** So long a page is served. Then it comes again and shows its credentials, which may not hold any more. */
  readonly longestMs: number;
}

const USUAL_TIMES: LiveTimes = { lookMs: 2_000, longestMs: 3_600_000 };

/** After news the pause is so many times as long as they took: however much happens, telling it is a tenth of what this process does. */
const NEWS_PAUSE_RATIO = 9;

/** Nor do news wait for longer, in milliseconds: that is what people take for at once. */
const MAX_NEWS_PAUSE_MS = 250;

/** After the tables likewise: another tenth at most. */
const TABLES_PAUSE_RATIO = 9;

/** Nor is that pause longer: older figures than that nobody looks for. */
const MAX_TABLES_PAUSE_MS = 8_000;

/** Readers that are written to in one turn of the event loop. */
const READERS_AT_A_TIME = 16;

/** What is told at once. */
const NEWS_PARTS = STATUS_PARTS.filter((part) => part !== "links");

/** How long a browser waits before it connects again. */
const RETRY_MS = 3_000;

/** Makes what pages say of a snapshot. */
export type MomentOf = (snapshot: ClusterSnapshot, services: HttpServices) => StatusMoment;

/** Those who have chosen the same replicas. */
interface View {
  readonly choice: ReplicaChoice;
  readonly board: LiveBoard;
  readonly readers: Set<Reader>;
}

/** What a reader of a stream waits for. */
interface Reader {
  wake: () => void;
}

/**
 * Keeps open pages up to date. As long as there is any, the cluster is looked at every few seconds, and what the page says is made
 * once for all of them; of replicas once for each choice that pages have. Each part is made in a turn of the event loop of its own, and
 * what happens is told before any table is made.
 */
export class LivePage {
  readonly #momentOf: MomentOf;
  readonly #times: LiveTimes;
  readonly #common = new LiveBoard();
  readonly #views = new Map<string, View>();
  readonly #readers = new Set<Reader>();
  readonly #news = new LookPace(NEWS_PAUSE_RATIO, MAX_NEWS_PAUSE_MS);
  readonly #tables = new LookPace(TABLES_PAUSE_RATIO, MAX_TABLES_PAUSE_MS);
  /** Of the snapshot that is looked at: each look ends the one before, of which nothing is left then but texts. */
  #room = new ColumnRoom();
  #isLooking = false;
  #lookedAtMs = -Infinity;
  /** Whether something has happened that pages do not say yet. */
  #isWanted = false;
  #areTablesOwed = false;
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
    const reader: Reader = { wake: () => undefined };
    const view = this.#viewOf(choice);
    view.readers.add(reader);
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
      view.readers.delete(reader);
      this.#leave(view);
    }
  }

  #viewOf(choice: ReplicaChoice): View {
    const key = choiceQuery(choice);
    const view = this.#views.get(key) ?? { choice, board: new LiveBoard(), readers: new Set() };
    this.#views.set(key, view);
    return view;
  }

  #leave(view: View): void {
    if (view.readers.size === 0) this.#views.delete(choiceQuery(view.choice));
    if (this.#readers.size > 0) return;
    this.#room = new ColumnRoom();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Looks as soon as may be: all who ask meanwhile share it. */
  #lookSoon(services: HttpServices): void {
    this.#isWanted = true;
    this.#schedule(services);
  }

  /** News wait for the pause after those before them, tables for theirs; else the usual time goes by. */
  #schedule(services: HttpServices): void {
    clearTimeout(this.#timer);
    if (this.#isLooking || this.#readers.size === 0) return;
    const usualMs = this.#lookedAtMs + this.#times.lookMs;
    const tablesMs = this.#areTablesOwed ? this.#tables.restsUntilMs : Infinity;
    const dueMs = this.#isWanted ? this.#news.restsUntilMs : Math.min(usualMs, tablesMs);
    const waitMs = dueMs - performance.now();
    if (waitMs <= 0) void this.#look(services);
    else this.#timer = setTimeout(() => void this.#look(services), waitMs).unref();
  }

  async #look(services: HttpServices): Promise<void> {
    this.#isLooking = true;
    try {
      const snapshot = await this.#tellNews(services);
      await this.#tellTables(services, snapshot);
    } catch (err) {
      // Not again at once: what fails now may fail for long.
      this.#areTablesOwed = false;
      services.logger.error({ err }, "open status pages could not be brought up to date");
    }
    this.#isLooking = false;
    this.#lookedAtMs = performance.now();
    this.#schedule(services);
  }

  /** What all pages say alike: a few milliseconds of work even of the largest cluster, so it waits for no table. */
  async #tellNews(services: HttpServices): Promise<ClusterSnapshot> {
    this.#isWanted = false;
    const snapshot = await this.#news.turns(services.controlPlane.snapshotInSteps(this.#room));
    const moment = this.#momentOf(snapshot, services);
    await this.#news.piece(() => {
      gatherReasons(snapshot);
    });
    for (const part of NEWS_PARTS) {
      this.#common.post(part, String(await this.#news.steps(statusPart(part, moment))));
    }
    await this.#wake(this.#news, [...this.#readers]);
    this.#news.rest();
    return snapshot;
  }

  /** What takes a walk over all replicas, for each choice one. What happens meanwhile is told in between. */
  async #tellTables(services: HttpServices, taken: ClusterSnapshot): Promise<void> {
    let snapshot = taken;
    const areDue = this.#tables.isRested;
    this.#areTablesOwed = !areDue;
    if (areDue) {
      const links = statusPart("links", this.#momentOf(snapshot, services));
      this.#common.post("links", String(await this.#tables.steps(links)));
      await this.#wake(this.#tables, [...this.#readers]);
    }
    for (const { choice, board, readers } of [...this.#views.values()]) {
      if (this.#isWanted && this.#news.isRested) snapshot = await this.#tellNews(services);
      // What was chosen just now is waited for.
      if (!areDue && !board.isEmpty) continue;
      board.post("replicas", (await this.#tables.steps(replicaSection(snapshot, choice))).source);
      await this.#wake(this.#tables, [...readers]);
    }
    if (areDue) this.#tables.rest();
  }

  /** A write takes a tenth of a millisecond, and there may be hundreds to be made. */
  async #wake(pace: LookPace, readers: readonly Reader[]): Promise<void> {
    for (let at = 0; at < readers.length; at += READERS_AT_A_TIME) {
      await pace.piece(() => {
        for (const reader of readers.slice(at, at + READERS_AT_A_TIME)) reader.wake();
      });
    }
  }
}
