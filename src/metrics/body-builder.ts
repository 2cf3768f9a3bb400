import type { ExpositionWriter } from "./formats/exposition-writer";
import type { Family, FamilyHeader } from "./formats/family";
import type { BodyPart } from "./rendered/captured-body";
import type { CapturedLines } from "./rendered/captured-lines";
import { CHUNK_CHARACTERS, renderLines } from "./formats/render-families";
import type { Stopwatch } from "./stopwatch";

const ENCODER = new TextEncoder();

/** What a builder works with. */
export interface BodyBuilding {
  readonly writer: ExpositionWriter;
  readonly stopwatch: Stopwatch;
  /** Lets other work run. */
  readonly nextTurn: () => Promise<void>;
}

/** Puts the body of a scrape together, family by family: from lines that are kept, and from samples that are made for it. */
export class BodyBuilder {
  readonly #building: BodyBuilding;
  readonly parts: BodyPart[] = [];
  seriesCount = 0;

  constructor(building: BodyBuilding) {
    this.#building = building;
  }

  /** Adds families that are to be made. Where they are many, other work runs in between. */
  async addFamilies(families: Iterable<Family>): Promise<void> {
    const { writer, stopwatch, nextTurn } = this.#building;
    const chunks = renderLines(families, writer);
    for (;;) {
      const step = stopwatch.time(() => chunks.next());
      if (step.done === true) {
        this.seriesCount += step.value;
        return;
      }
      this.#addText(step.value);
      if (step.value.length >= CHUNK_CHARACTERS) await nextTurn();
    }
  }

  /** Adds a family whose lines are kept. */
  addLines(header: FamilyHeader, lines: readonly CapturedLines[]): void {
    const seriesCount = lines.reduce((sum, part) => sum + part.seriesCount, 0);
    if (seriesCount === 0) return;
    this.#addText(this.#building.writer.header(header));
    this.parts.push(...lines);
    this.seriesCount += seriesCount;
  }

  /** Adds what the format ends with. */
  addEnd(): void {
    this.#addText(this.#building.writer.end);
  }

  #addText(text: string): void {
    if (text === "") return;
    const bytes = ENCODER.encode(text);
    this.parts.push({ pieces: [bytes], starts: [0], lengths: [bytes.length], byteLength: bytes.length });
  }
}
