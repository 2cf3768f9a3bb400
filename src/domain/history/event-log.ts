import type { ClusterEvent, EventDraft } from "../terms/cluster-event";
import { lowerBound } from "../columns/lower-bound";
import { matches } from "./event-filter";
import type { EventFilter } from "./event-filter";

/** So many events are kept: some megabytes, and in a quiet cluster more than a year. */
export const MAX_EVENTS = 10_000;

const NS_PER_US = 1_000n;

/** What an earlier process kept. */
export interface KeptEvents {
  /** By id. */
  readonly events: readonly ClusterEvent[];
  /** The highest id of an event that is no longer kept; 0 when all are. */
  readonly goneUpTo: number;
}

/** Which events, and from where on. */
export interface EventQuery {
  /** Towards later events, or towards earlier ones. */
  readonly direction: "later" | "earlier";
  /** The id to go on from, itself not included. Undefined: from the first, or the last. */
  readonly from: number | undefined;
  readonly filter: EventFilter;
  readonly limit: number;
}

/** Some of the events, and the id to go on from; undefined when there are no more. */
export interface EventPage {
  readonly events: readonly ClusterEvent[];
  readonly next: number | undefined;
}

/**
 * The latest events, in the order of their ids. Once it is full, the oldest makes room; of a kind that fills more than half of
 * it, the oldest of that kind: what happens again and again does not push out what happened once.
 *
 * An id is the microsecond of the event, or the next free number. So ids go on from process to process, also where nothing was
 * kept or the last of it was lost, and no id is ever given twice, as long as the clock is not set back.
 */
export class EventLog {
  readonly #maxEvents: number;
  readonly #events: ClusterEvent[] = [];
  readonly #countsByKind = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  #lastId = 0;
  #goneUpTo = 0;
  #hasEnded = false;

  constructor(maxEvents = MAX_EVENTS) {
    this.#maxEvents = maxEvents;
  }

  /** By id. Changes with the next event. */
  get events(): readonly ClusterEvent[] {
    return this.#events;
  }

  /** Of the latest event; 0 before the first. */
  get lastId(): number {
    return this.#lastId;
  }

  /** The highest id of an event that made room for others; 0 when there is none. Above it nothing is missing. */
  get goneUpTo(): number {
    return this.#goneUpTo;
  }

  /** Whether nothing will be added any more. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Takes in what an earlier process kept. To be called before anything is added. */
  restore({ events, goneUpTo }: KeptEvents): void {
    this.#goneUpTo = goneUpTo;
    for (const event of events) if (event.id > this.#lastId) this.#push(event);
    this.#lastId = Math.max(this.#lastId, goneUpTo);
  }

  /** Adds an event and tells the listeners. */
  add(draft: EventDraft): ClusterEvent {
    const id = Math.max(this.#lastId + 1, Number(draft.atNs / NS_PER_US));
    const event: ClusterEvent = { ...draft, id: Number.isSafeInteger(id) ? id : this.#lastId + 1 };
    this.#push(event);
    this.#tell();
    return event;
  }

  /** Says that nothing will be added any more, and tells the listeners. */
  end(): void {
    this.#hasEnded = true;
    this.#tell();
  }

  /** Calls `listener` after each event, and at the end. It must not throw. Returns a function that ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Some of the events: in the order in which they are gone through. */
  page({ direction, from, filter, limit }: EventQuery): EventPage {
    const step = direction === "later" ? 1 : -1;
    const found: ClusterEvent[] = [];
    for (let at = this.#startOf(direction, from); ; at += step) {
      const event = this.#events[at];
      if (event === undefined) return { events: found, next: undefined };
      if (!matches(event, filter)) continue;
      if (found.length === limit) return { events: found, next: found.at(-1)?.id };
      found.push(event);
    }
  }

  #startOf(direction: EventQuery["direction"], from: number | undefined): number {
    if (direction === "later") return from === undefined ? 0 : this.#countUpTo(from);
    return (from === undefined ? this.#events.length : this.#countUpTo(from - 1)) - 1;
  }

  /** How many events have no higher id. */
  #countUpTo(id: number): number {
    return lowerBound(0, this.#events.length, (index) => (this.#events[index]?.id ?? Infinity) <= id);
  }

  #push(event: ClusterEvent): void {
    this.#events.push(event);
    this.#lastId = Math.max(this.#lastId, event.id);
    this.#count(event.kind, 1);
    while (this.#events.length > this.#maxEvents) this.#makeRoom(event.kind);
  }

  /** Only the kind that was added last can have come to fill more than half. */
  #makeRoom(kind: string): void {
    const isTooMany = (this.#countsByKind.get(kind) ?? 0) > this.#maxEvents / 2;
    const at = isTooMany ? this.#events.findIndex((event) => event.kind === kind) : 0;
    const [gone] = this.#events.splice(at, 1);
    if (gone === undefined) return;
    this.#count(gone.kind, -1);
    this.#goneUpTo = Math.max(this.#goneUpTo, gone.id);
  }

  #count(kind: string, change: 1 | -1): void {
    this.#countsByKind.set(kind, (this.#countsByKind.get(kind) ?? 0) + change);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
