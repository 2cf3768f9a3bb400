import { replicaKey } from "../../domain/terms/ids";
import type { LiveReplicas, ReplicaWatcher } from "../../domain/terms/live-replicas";
import type { FollowerMetric, ReplicaMetric } from "../terms/metric";
import { blocksOf, captureLines, lineCount } from "./captured-lines";
import type { CapturedLines } from "./captured-lines";
import { LiveCaptures } from "./live-captures";
import type { Page } from "./page";
import { isTooLarge, PageList } from "./page-list";
import { WHOLE_SCRAPE } from "../terms/scrape-part";
import type { ScrapePart } from "../terms/scrape-part";
import { RowWriter } from "./row-writer";
import type { KeptMetrics } from "./row-writer";
import { WorkQueue } from "./work-queue";

/** What is known of a slot: whether there is a replica in it, and whether its lines say what it says. */
const SLOT = { free: 0, arrived: 1, upToDate: 2, changed: 3 } as const;

/** The lines of some metrics at one moment. */
export interface Capture {
  /** For each metric that was asked for, its lines one after the other. */
  readonly lines: readonly (readonly CapturedLines[])[];
  /** To be called once nobody reads the pieces any more: until then every change copies the piece that it touches. */
  readonly release: () => void;
}

/**
 * The lines of all replicas, kept as text and changed where something changes, so that a scrape only has to copy them.
 *
 * A change is only marked at first, because it happens in the middle of taking in a heartbeat. The owner calls
 * {@link RenderedSeries.drainPass} now and then, and {@link RenderedSeries.drain} before a capture until nothing is left.
 */
export class RenderedSeries implements ReplicaWatcher {
  readonly #replicas: LiveReplicas;
  readonly #metrics: KeptMetrics;
  readonly #captures = new LiveCaptures();
  readonly #list: PageList;
  readonly #writer: RowWriter;
  readonly #unwatch: () => void;
  /** Where the replica in each slot has its row, once it has one. */
  readonly #pageOfSlot: (Page | undefined)[] = [];
  #slotStates = new Uint8Array(64);
  /** Slots whose replica needs a row, unless it has left again. */
  readonly #arrivals = new WorkQueue<number>();
  readonly #marked = new WorkQueue<Page>();
  /** What is left of the pass that is under way: so many arrivals and marked pages, the oldest. */
  #leftOfPass = 0;
  #hasteCount = 0;
  #isHasteScheduled = false;

  /** Watches `replicas` until {@link RenderedSeries.close}. Those that are there already are waiting to be drained. */
  constructor(replicas: LiveReplicas, metrics: KeptMetrics) {
    this.#replicas = replicas;
    this.#metrics = metrics;
    const shape = { replicaLines: lineCount(metrics.replica), followerMetrics: metrics.follower.length };
    this.#list = new PageList(shape, this.#captures);
    this.#writer = new RowWriter(metrics);
    this.#unwatch = replicas.watch(this);
    for (const slot of replicas.slotsInOrder()) this.added(slot);
  }

  /** Whether the lines say what the replicas say. */
  get isUpToDate(): boolean {
    return this.#arrivals.length === 0 && this.#marked.length === 0;
  }

  /** Captures that have not been released. */
  get liveCaptureCount(): number {
    return this.#captures.liveCount;
  }

  added(slot: number): void {
    this.#haste();
    if (slot >= this.#slotStates.length) {
      const longer = new Uint8Array(2 * slot);
      longer.set(this.#slotStates);
      this.#slotStates = longer;
    }
    this.#slotStates[slot] = SLOT.arrived;
    this.#arrivals.push(slot);
  }

  changed(slot: number): void {
    if (this.#slotStates[slot] !== SLOT.upToDate) return;
    this.#slotStates[slot] = SLOT.changed;
    this.#mark(this.#pageOf(slot));
  }

  removed(slot: number): void {
    const hasRow = this.#slotStates[slot] !== SLOT.arrived;
    this.#slotStates[slot] = SLOT.free;
    if (!hasRow) return;
    const page = this.#pageOf(slot);
    this.#pageOfSlot[slot] = undefined;
    page.markGone(slot);
    this.#mark(page);
  }

  renamed(): void {
    for (const page of this.#list.pages) {
      page.needsLabels = true;
      this.#mark(page);
    }
  }

  /**
   * Brings lines up to date until all are or `isOver` says that it is enough for now, which is asked after every page.
   *
   * @returns whether all are.
   */
  drain(isOver: () => boolean): boolean {
    while (!this.isUpToDate) {
      this.#drainOne();
      if (isOver()) break;
    }
    return this.isUpToDate;
  }

  /**
   * As {@link RenderedSeries.drain}, up to what was waiting when the pass began. What changes meanwhile waits for the next pass:
   * several changes on a page cost little more than one.
   *
   * @returns whether the pass is over.
   */
  drainPass(isOver: () => boolean): boolean {
    if (this.#leftOfPass === 0) this.#leftOfPass = this.#arrivals.length + this.#marked.length;
    while (this.#leftOfPass > 0 && !this.isUpToDate) {
      this.#drainOne();
      this.#leftOfPass -= 1;
      if (isOver()) break;
    }
    if (this.isUpToDate) this.#leftOfPass = 0;
    return this.#leftOfPass === 0;
  }

  /**
   * From now on every change is drained as soon as the code that made it is done, so that what is left to drain only gets less,
   * however many heartbeats come in. Returns a function that ends it.
   */
  hasten(): () => void {
    this.#hasteCount += 1;
    return () => {
      this.#hasteCount -= 1;
    };
  }

  /** How many series a metric has. Counts what has been drained. */
  seriesCount(metric: ReplicaMetric | FollowerMetric): number {
    const { of, from, to } = blocksOf(this.#metrics, metric);
    let series = 0;
    for (const page of this.#list.pages) {
      for (let at = from; at < to; at += 1) series += page[of][at]?.seriesCount ?? 0;
    }
    return series;
  }

  /**
   * The lines as they are now, whatever becomes of them later: those of all replicas, or of a part.
   *
   * @throws Error when they are not up to date: it would be a picture of no moment at all.
   */
  capture(metrics: readonly (ReplicaMetric | FollowerMetric)[], part: ScrapePart = WHOLE_SCRAPE): Capture {
    if (!this.isUpToDate) throw new Error("capture: expected all changes to be drained; drain first");
    const blocks = metrics.map((metric) => blocksOf(this.#metrics, metric));
    const number = this.#captures.take();
    return {
      lines: captureLines(this.#list.pages, blocks, part),
      release: () => {
        this.#captures.release(number);
      },
    };
  }

  /** Stops watching. What was captured stays as it is. */
  close(): void {
    this.#unwatch();
  }

  #pageOf(slot: number): Page {
    const page = this.#pageOfSlot[slot];
    if (page === undefined) throw new Error(`slot ${slot}: expected a replica with a row`);
    return page;
  }

  #mark(page: Page): void {
    if (page.isQueued) return;
    this.#haste();
    page.isQueued = true;
    this.#marked.push(page);
  }

  #drainOne(): void {
    const slot = this.#arrivals.shift();
    if (slot !== undefined) this.#place(slot);
    else this.#patch(this.#marked.shift());
  }

  /** Gives the replica in a slot its row. */
  #place(slot: number): void {
    if (this.#slotStates[slot] !== SLOT.arrived) return;
    const reading = this.#replicas.read(slot);
    const key = replicaKey(reading);
    const page = this.#list.pageFor(key);
    const row = page.insertRow(key, slot);
    this.#pageOfSlot[slot] = page;
    this.#slotStates[slot] = SLOT.upToDate;
    this.#writer.begin();
    this.#writer.write(page, row, reading, true);
    this.#writer.finish(page);
    this.#splitIfLarge(page, row);
  }

  #patch(page: Page | undefined): void {
    if (page === undefined) return;
    page.isQueued = false;
    page.removeGoneRows();
    if (page.rowCount === 0) {
      this.#list.remove(page);
      return;
    }
    this.#writer.begin();
    for (let row = 0; row < page.rowCount; row += 1) {
      const slot = page.slotAt(row);
      if (slot === undefined || !(page.needsLabels || this.#slotStates[slot] === SLOT.changed)) continue;
      this.#slotStates[slot] = SLOT.upToDate;
      this.#writer.write(page, row, this.#replicas.read(slot), page.needsLabels);
      this.#splitIfLarge(page, row);
    }
    this.#writer.finish(page);
    page.needsLabels = false;
  }

  #splitIfLarge(page: Page, row: number): void {
    if (!isTooLarge(page)) return;
    this.#writer.finish(page);
    const tail = this.#list.split(page, row);
    for (let moved = 0; moved < tail.rowCount; moved += 1) {
      const slot = tail.slotAt(moved);
      if (slot !== undefined) this.#pageOfSlot[slot] = tail;
    }
    // Marked rows may have moved there.
    this.#mark(tail);
  }

  /** Called before a change is noted: all that is noted behind what waits now is drained as soon as the running code is done. */
  #haste(): void {
    if (this.#hasteCount === 0 || this.#isHasteScheduled) return;
    this.#isHasteScheduled = true;
    const [arrivals, marked] = [this.#arrivals.length, this.#marked.length];
    queueMicrotask(() => {
      this.#isHasteScheduled = false;
      for (const slot of this.#arrivals.takeAllBut(arrivals)) this.#place(slot);
      for (const page of this.#marked.takeAllBut(marked)) this.#patch(page);
    });
  }
}
