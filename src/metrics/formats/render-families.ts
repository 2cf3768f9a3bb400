import type { ExpositionWriter } from "./exposition-writer";
import type { Family } from "./family";

/** Characters after which a chunk is handed over: large enough to send well, small enough to render in a millisecond. */
export const CHUNK_CHARACTERS = 64 * 1024;

/**
 * Renders families one after the other, a chunk at a time, so that other work can be let run in between. A family without
 * samples leaves nothing behind, not even its comments. The chunks end at line feeds.
 *
 * @returns the number of series that were written, once all chunks have been taken.
 */
export function* renderLines(
  families: Iterable<Family>,
  writer: ExpositionWriter,
): Generator<string, number> {
  let series = 0;
  let chunk = "";
  for (const { header, samples } of families) {
    let isFirst = true;
    for (const sample of samples) {
      if (isFirst) chunk += writer.header(header);
      isFirst = false;
      chunk += writer.sample(header, sample);
      series += 1;
      if (chunk.length >= CHUNK_CHARACTERS) {
        yield chunk;
        chunk = "";
      }
    }
  }
  if (chunk !== "") yield chunk;
  return series;
}

/** As {@link renderLines}, and then what ends an exposition: a whole one, made in the plainest way. */
export function* renderFamilies(
  families: Iterable<Family>,
  writer: ExpositionWriter,
): Generator<string, number> {
  const series = yield* renderLines(families, writer);
  if (writer.end !== "") yield writer.end;
  return series;
}
