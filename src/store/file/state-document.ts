import { z } from "zod";
import { expectation } from "../../wire/expectation";
import { parseJson, printJson } from "../../wire/json";
import { parseWith } from "../../wire/parse-with";
import { shardAssignmentSchema, shardAssignmentToWire } from "../../wire/shard-assignment";
import { tenantConfigSchema, tenantConfigToWire } from "../../wire/tenant-config";
import { decodeUtf8, withoutByteOrderMark } from "../../wire/utf8";
import { storedStateDefect } from "../stored-state-defect";
import type { StoredState } from "../store";
import { droppedField } from "../../wire/dropped-field";

/** The state that a document holds, or a sentence that says what is wrong with it and, where it can, in which place. */
export type StateDocumentResult =
  { readonly ok: true; readonly state: StoredState } | { readonly ok: false; readonly problem: string };

/**
 * The version that this program writes and the only one that it reads. It grows with every field that an older program
 * would not know, because that program would drop the field with its next save.
 *
 * There is no checksum. Half-written files cannot come about, since a file is replaced in one step; and an operator who
 * repairs a state with an editor must not have to compute anything. Damage is found by reading strictly: every value is
 * checked against its type, and what is not known is refused.
 */
const VERSION = 1n;

/** Prints in a few milliseconds. */
const ENTRIES_PER_PIECE = 500;

/** A damaged file can have a problem in every line; the first few say enough. */
const MAX_PROBLEMS_SHOWN = 5;

const stateSchema: z.ZodType<StoredState> = z
  .object(
    {
      topology: z.object(
        { shards: z.array(shardAssignmentSchema, { error: expectation("an array of shard assignments") }) },
        { error: expectation("an object") },
      ),
      tenants: z.array(tenantConfigSchema, { error: expectation("an array of tenants") }),
    },
    { error: expectation("an object") },
  )
  .transform(({ topology, tenants }) => ({ shards: topology.shards, tenants }));

/**
 * A state as the text of a state file, in pieces: JSON in the wire's spelling, one shard or tenant a line, so that people
 * can read, edit and compare it. A hundred thousand tenants take the better part of a second to print; whoever writes the
 * pieces lets other work run between them.
 */
export function* printStateDocument({ shards, tenants }: StoredState): Generator<string, void> {
  yield `{\n  "version": ${VERSION},\n  "topology": {\n    "shards": [`;
  yield* printEntries("\n      ", shards, shardAssignmentToWire);
  yield '\n    ]\n  },\n  "tenants": [';
  yield* printEntries("\n    ", tenants, tenantConfigToWire);
  yield "\n  ]\n}\n";
}

function* printEntries<T>(
  lineStart: string,
  entries: readonly T[],
  toWire: (entry: T) => unknown,
): Generator<string, void> {
  for (let start = 0; start < entries.length; start += ENTRIES_PER_PIECE) {
    const lines = entries
      .slice(start, start + ENTRIES_PER_PIECE)
      .map((entry) => lineStart + printJson(toWire(entry)));
    yield (start === 0 ? "" : ",") + lines.join(",");
  }
}

/** Reads what {@link printStateDocument} printed, or what a person edited. Refuses whatever it does not fully understand. */
export function parseStateDocument(bytes: Uint8Array): StateDocumentResult {
  if (bytes.length === 0) return refused("it is empty (0 bytes)");
  const decoded = decodeUtf8(withoutByteOrderMark(bytes));
  if (!decoded.ok) return refused(decoded.message);
  const json = parseJson(decoded.text);
  if (!json.ok) return refused(withLine(json.message, decoded.text));
  const wrongVersion = versionProblem(json.value);
  if (wrongVersion !== undefined) return refused(wrongVersion);

  const parsed = parseWith(stateSchema, json.value);
  if (!parsed.ok) return refused(listed(parsed.problems.map(({ message }) => message)));
  const defect = storedStateDefect(parsed.value);
  if (defect) return refused(defect.message);
  const dropped = droppedField(json.value, toDocument(parsed.value));
  if (dropped !== undefined) {
    return refused(
      `${dropped}: no such field in version ${VERSION}, and the next save would drop it; check its spelling`,
    );
  }
  return { ok: true, state: parsed.value };
}

function toDocument({ shards, tenants }: StoredState): Record<string, unknown> {
  return {
    version: VERSION,
    topology: { shards: shards.map(shardAssignmentToWire) },
    tenants: tenants.map(tenantConfigToWire),
  };
}

function refused(problem: string): StateDocumentResult {
  return { ok: false, problem };
}

function versionProblem(value: unknown): string | undefined {
  const version = isObject(value) ? value["version"] : undefined;
  if (version === VERSION) return undefined;
  if (typeof version === "bigint" && version > VERSION) {
    return `version: expected ${VERSION}, got ${version}, written by a newer release: run that release or a later one`;
  }
  return `version: ${expectation(String(VERSION))({ input: version })}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The parser counts characters; editors show lines. */
function withLine(message: string, text: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return message;
  const before = text.slice(0, Number(position)).split("\n");
  return `${message} (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}

function listed(problems: readonly string[]): string {
  const more = problems.length - MAX_PROBLEMS_SHOWN;
  const shown = problems.slice(0, MAX_PROBLEMS_SHOWN).join("; ");
  return more > 0 ? `${shown}; and ${more} more` : shown;
}
