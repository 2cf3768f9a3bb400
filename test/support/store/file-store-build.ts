import { join } from "node:path";

import { sourcesIn, stripTypes } from "../programs/stripped-types";

const WRITER = "test/support/store/file-store-writer";

/**
 * Strips the types from the writer and from all it may import, so that a child is plain node and starts in a tenth of a
 * second: a test that kills hundreds of children cannot afford a compiler in each.
 *
 * @param outDirectory - an empty directory of the caller's.
 * @returns the program that a `WriterProcess` runs.
 */
export function buildWriter(outDirectory: string): string {
  const sources = ["src/concurrency", "src/domain", "src/process", "src/wire", "src/store"].flatMap(
    sourcesIn,
  );
  for (const source of [...sources, "test/support/store/file-store-generation.ts", `${WRITER}.ts`]) {
    stripTypes(source, join(outDirectory, source.replace(/\.ts$/, ".js")));
  }
  return join(outDirectory, `${WRITER}.js`);
}
