import { SeededGenerator } from "../seeded-generator";

/**
 * Which messages get lost, as the same ones in every run. Drawn and not spread evenly: what is sent in a rhythm would meet an
 * even spread's own rhythm, and one kind of message would be lost for minutes.
 */
export class Loss {
  readonly #generator = new SeededGenerator(1);

  /** Whether the next message is lost, when the given part of them is: 0 (never) to 1 (always). */
  takes(part: number): boolean {
    return part > 0 && this.#generator.next() < part;
  }
}
