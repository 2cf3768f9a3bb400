import { resized } from "../columns/resized";

/** So many accepted heartbeats of each replica are remembered: five minutes of one every five seconds. */
export const REMEMBERED_HEARTBEATS = 64;

/**
 * Which heartbeats of each replica were accepted last, so that one that is delivered again is known for what it is. Keeps 16 bits
 * of each: one in a thousand others is taken for one of them, which costs a live replica that one heartbeat.
 */
export class AcceptedHeartbeats {
  #contents: Uint16Array<ArrayBuffer>;
  #next: Uint8Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.#contents = new Uint16Array(capacity * REMEMBERED_HEARTBEATS);
    this.#next = new Uint8Array(capacity);
  }

  resize(capacity: number): void {
    this.#contents = resized(this.#contents, capacity * REMEMBERED_HEARTBEATS);
    this.#next = resized(this.#next, capacity);
  }

  /** Another replica is in the slot. */
  begin(slot: number): void {
    this.#contents.fill(0, slot * REMEMBERED_HEARTBEATS, (slot + 1) * REMEMBERED_HEARTBEATS);
  }

  /** @param content - of 16 bits, not 0. */
  add(slot: number, content: number): void {
    const place = this.#next[slot]!;
    this.#contents[slot * REMEMBERED_HEARTBEATS + place] = content;
    this.#next[slot] = (place + 1) % REMEMBERED_HEARTBEATS;
  }

  has(slot: number, content: number): boolean {
    const end = (slot + 1) * REMEMBERED_HEARTBEATS;
    for (let i = slot * REMEMBERED_HEARTBEATS; i < end; i += 1) {
      if (this.#contents[i] === content) return true;
    }
    return false;
  }
}
