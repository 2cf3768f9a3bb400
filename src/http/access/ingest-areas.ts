import type { ServerResponse } from "node:http";

import { IngestArea } from "./ingest-area";
import type { IngestNarrowing, NarrowedSender } from "./ingest-area";

const AREA = Symbol("ingest area");

/** An answer that may know what its sender may send. */
interface AnswerToSender extends ServerResponse {
  [AREA]?: IngestArea;
}

/** What a sender may send, left by the guard that identified it; undefined when it may send everything. */
export function ingestAreaOf(response: AnswerToSender): IngestArea | undefined {
  return response[AREA];
}

/** Makes areas out of configured narrowings, once for each: a request must not cost what its sender is narrowed to. */
export class IngestAreas {
  /** By the first narrowing of a sender; one secret that is configured several times always gives the same ones. */
  readonly #areas = new WeakMap<
    IngestNarrowing,
    { readonly sender: NarrowedSender; readonly area: IngestArea }
  >();

  /** Leaves the sender's area for the route. */
  note(response: AnswerToSender, sender: NarrowedSender): void {
    const [key] = sender.narrowings;
    const known = this.#areas.get(key);
    const { area } = known && isSame(known.sender, sender) ? known : { area: new IngestArea(sender) };
    if (area !== known?.area) this.#areas.set(key, { sender, area });
    response[AREA] = area;
  }
}

function isSame(one: NarrowedSender, other: NarrowedSender): boolean {
  if (one.name !== other.name || one.narrowings.length !== other.narrowings.length) return false;
  return one.narrowings.every((narrowing, index) => narrowing === other.narrowings[index]);
}
