import { resolve } from "node:path";
import type { z } from "zod";
import { formatByteSize } from "../strict-yaml/byte-size";
import { sectionSchema } from "../strict-yaml/section-schema";
import { byteSizeSchema, filePathSchema } from "../strict-yaml/value-schemas";

const MIB = 2 ** 20;
const USUAL_BYTES = 256 * MIB;
const LEAST_BYTES = 16 * MIB;
const MOST_BYTES = 2 ** 20 * MIB;

/** The section `recording`. */
export const recordingSchema = sectionSchema(
  "A recording of what arrives, for `tidaldb-exporter replay`. A change needs a restart.",
  {
    path: filePathSchema()
      .optional()
      .meta({
        description:
          "Where it is kept: files beside this name, with a number behind it. A relative path starts at this file's folder. Without it, and without `--record`, nothing is recorded.",
        samples: ["/var/lib/tidaldb-exporter/recording"],
      }),
    size: byteSizeSchema(LEAST_BYTES, MOST_BYTES).prefault(formatByteSize(USUAL_BYTES)).meta({
      description: "The most that all its files take up together; the oldest make room.",
    }),
  },
);

/** What is recorded where. */
export interface RecordingConfig {
  /** Absolute; undefined when nothing is recorded, unless a flag says so. */
  readonly path: string | undefined;
  readonly maxBytes: number;
}

/** The section as the program takes it. */
export function toRecording(
  { path, size }: z.output<typeof recordingSchema>,
  folder: string,
): RecordingConfig {
  return { path: path === undefined ? undefined : resolve(folder, path), maxBytes: size };
}
