import type { ExpositionWriter } from "./exposition-writer";
import type { Family } from "./family";
/** Characters after which a chunk is handed over: large enough to send well, small enough to render in a millisecond. */
export declare const CHUNK_CHARACTERS: number;
/**
 * Renders families one after the other, a chunk at a time, so that other work can be let run in between. A family without
 * samples leaves nothing behind, not even its comments. The chunks end at line feeds.
 *
 * @returns the number of series that were written, once all chunks have been taken.
 */
export declare function renderLines(families: Iterable<Family>, writer: ExpositionWriter): Generator<string, number>;
/** As {@link renderLines}, and then what ends an exposition: a whole one, made in the plainest way. */
export declare function renderFamilies(families: Iterable<Family>, writer: ExpositionWriter): Generator<string, number>;
