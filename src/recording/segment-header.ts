import { z } from "zod";
import { HEARTBEAT_FIELD_LIST } from "../domain/terms/heartbeat-fields";
import { printRecorded } from "./recorded-value";

/** Grows when what is written can no longer be read as before. */
const FORMAT = 1;

const headerSchema = z.object({
  format: z.number(),
  /** The release that recorded. */
  version: z.string(),
  /** The same in all segments of one process. */
  run: z.string(),
  number: z.number(),
  /** Whether it goes on where the segment before it ended, with nothing lost between the two. */
  continues: z.boolean(),
  /** What a heartbeat had for fields. */
  fields: z.array(z.string()),
});

/** What a file of a recording says of itself. */
export type SegmentHeader = Readonly<z.infer<typeof headerSchema>>;

const FIELDS = HEARTBEAT_FIELD_LIST.map(({ name, kind }) => `${name} ${kind}`);

/** The header of a segment of this release. */
export function segmentHeader(own: Pick<SegmentHeader, "version" | "run" | "number" | "continues">): string {
  return printRecorded({ format: FORMAT, fields: FIELDS, ...own });
}

/** Reads a header. The text says why it is of no use here. */
export function parseSegmentHeader(text: string): SegmentHeader | string {
  const parsed = headerSchema.safeParse(safeJson(text));
  if (!parsed.success) return "is not the beginning of a recording";
  const { format, version, fields } = parsed.data;
  if (format !== FORMAT || fields.join() !== FIELDS.join())
    return `was recorded by release ${version.slice(0, 40)}, whose recordings are of another format; replay it with that release`;
  return parsed.data;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
