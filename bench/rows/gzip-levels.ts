import { performance } from "node:perf_hooks";
import { pipeline } from "node:stream/promises";
import { Readable, Writable } from "node:stream";
import { createGzip } from "node:zlib";

import type { Figure } from "../measuring/figure";
import type { Row } from "../measuring/row";
import { SampleCollector } from "../measuring/sample-collector";
import { ProcessGroup } from "../processes/process-group";

const LEVELS = [1, 2, 3, 4, 6, 9] as const;

/** The slow levels are tried less often: what they cost is many times more than the spread. */
const FAST_LEVELS = 4;
const CHUNK_BYTES = 1 << 20;

export const gzipLevels: Row = {
  name: "gzip-levels",
  title: "What a level of gzip costs and brings",
  method:
    "A full scrape of 65,536 shards with four followers each, compressed a megabyte at a time as the exporter does. The baseline is " +
    "level 1, which the exporter uses: the next levels must earn their time by their size.",
  note: "",
  figures: LEVELS.flatMap((level): readonly Figure[] => [
    { title: `level ${level}`, unit: "ms", series: `${level}`, ...(level > 1 && { baseline: "1" }) },
    {
      title: `level ${level}, size`,
      unit: "MB",
      series: `${level} MB`,
      ...(level > 1 && { baseline: "1 MB" }),
    },
  ]),
  measure: ({ exporterFolder, repetitions }) =>
    ProcessGroup.use(async (group) => {
      const collector = new SampleCollector();
      const { process, url } = await group.exporter(exporterFolder);
      await process.ask("beat", 1);
      const response = await fetch(`${url}/metrics`, { headers: { "accept-encoding": "identity" } });
      const body = Buffer.from(await response.arrayBuffer());
      for (let round = 0; round < repetitions; round += 1) {
        for (const level of LEVELS) {
          if (level > FAST_LEVELS && round > 0) continue;
          const startedMs = performance.now();
          const bytes = await compressedBytes(body, level);
          collector.add(`${level}`, performance.now() - startedMs);
          collector.add(`${level} MB`, bytes / 1e6);
        }
      }
      return collector.measurements;
    }),
};

async function compressedBytes(body: Buffer, level: number): Promise<number> {
  let bytes = 0;
  const counted = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done();
    },
  });
  const chunks = Array.from({ length: Math.ceil(body.length / CHUNK_BYTES) }, (_, i) =>
    body.subarray(i * CHUNK_BYTES, (i + 1) * CHUNK_BYTES),
  );
  await pipeline(Readable.from(chunks), createGzip({ level }), counted);
  return bytes;
}
