import { z } from "zod";
import { expectation, integerExpectation } from "../../wire/fields/expectation";
import { parseJson, printJson } from "../../wire/json/json";
import { parseWith } from "../../wire/fields/parse-with";
import { maintenanceWindowSchema, maintenanceWindowToWire } from "../../wire/shapes/maintenance-window";
import { shardAssignmentSchema, shardAssignmentToWire } from "../../wire/shapes/shard-assignment";
import { tenantConfigSchema, tenantConfigToWire } from "../../wire/shapes/tenant-config";
import { decodeUtf8, withoutByteOrderMark } from "../../wire/json/utf8";
import { droppedField } from "../../wire/fields/dropped-field";
import { storedStateProblem } from "../stored-state-problem";
import type { StoredState } from "../store";
import { knownReplicaSchema, knownReplicaToDocument } from "./known-replica-document";
import { retiredMemberSchema, retiredMemberToDocument } from "./retired-member-document";
import type { Result } from "../../domain/terms/result";

/** The state that a document holds, or a sentence that says what is wrong with it and, where it can, in which place. */
export type StateDocumentResult = Result<StoredState>;

/**
 * The versions that this program reads. They grow with every field that an older program would not know, because that
 * program would drop the field with its next save. A state is written in the oldest version that holds all of it, so that
 * an older program can go on with a state that it understands: without `maintenance` in version 3, without `known` in
 * version 2, and without `retired` either in version 1.
 *
 * There is no checksum. Half-written files cannot come about, since a file is replaced in one step; and an operator who
 * repairs a state with an editor must not have to compute anything. Damage is found by reading strictly: every value is
 * checked against its type, and what is not known is refused.
 */
const FIRST_VERSION = 1n;
const RETIRED_VERSION = 2n;
const KNOWN_VERSION = 3n;
const VERSION = 4n;

/** Prints in a few milliseconds. */
const ENTRIES_PER_PIECE = 200;

/** A damaged file can have a problem in every line; the first few say enough. */
const MAX_PROBLEMS_SHOWN = 5;

const firstFields = {
  topology: z.object(
    { shards: z.array(shardAssignmentSchema, { error: expectation("an array of shard assignments") }) },
    { error: expectation("an object") },
  ),
  tenants: z.array(tenantConfigSchema, { error: expectation("an array of tenants") }),
};

const firstSchema: z.ZodType<StoredState> = z
  .object(firstFields, { error: expectation("an object") })
  .transform(({ topology, tenants }) => ({ shards: topology.shards, tenants, retired: [] }));

const retiredFields = {
  ...firstFields,
  retired: z.array(retiredMemberSchema, { error: expectation("an array of what left") }),
};

const retiredSchema: z.ZodType<StoredState> = z
  .object(retiredFields, { error: expectation("an object") })
  .transform(({ topology, tenants, retired }) => ({ shards: topology.shards, tenants, retired }));

const knownFields = {
  ...retiredFields,
  known: z.array(knownReplicaSchema, { error: expectation("an array of replicas") }),
};

const knownSchema: z.ZodType<StoredState> = z
  .object(knownFields, { error: expectation("an object") })
  .transform(({ topology, ...rest }) => ({ shards: topology.shards, ...rest }));

const stateSchema: z.ZodType<StoredState> = z
  .object(
    {
      ...knownFields,
      maintenance: z.array(maintenanceWindowSchema, { error: expectation("an array of planned work") }),
    },
    { error: expectation("an object") },
  )
  .transform(({ topology, known, ...rest }) => ({
    shards: topology.shards,
    ...rest,
    ...(known.length > 0 && { known }),
  }));

const SCHEMAS = new Map<unknown, z.ZodType<StoredState>>([
  [FIRST_VERSION, firstSchema],
  [RETIRED_VERSION, retiredSchema],
  [KNOWN_VERSION, knownSchema],
  [VERSION, stateSchema],
]);

/**
 * A state as the text of a state file, in pieces: JSON in the wire's spelling, one shard, tenant, thing that left, replica or planned work a line, so that people
 * can read, edit and compare it. A hundred thousand tenants take the better part of a second to print; the writer of the
 * pieces lets other work run between them.
 */
export function* printStateDocument(state: StoredState): Generator<string, void> {
  const { shards, tenants, retired, known = [], maintenance = [] } = state;
  const version = versionFor(state);
  yield `{\n  "version": ${version},\n  "topology": {\n    "shards": [`;
  yield* printEntries("\n      ", shards, shardAssignmentToWire);
  yield '\n    ]\n  },\n  "tenants": [';
  yield* printEntries("\n    ", tenants, tenantConfigToWire);
  if (version > FIRST_VERSION) {
    yield '\n  ],\n  "retired": [';
    yield* printEntries("\n    ", retired, retiredMemberToDocument);
  }
  if (version > RETIRED_VERSION) {
    yield '\n  ],\n  "known": [';
    yield* printEntries("\n    ", known, knownReplicaToDocument);
  }
  if (version === VERSION) {
    yield '\n  ],\n  "maintenance": [';
    yield* printEntries("\n    ", maintenance, maintenanceWindowToWire);
  }
  yield "\n  ]\n}\n";
}

function versionFor({ retired, known = [], maintenance = [] }: StoredState): bigint {
  if (maintenance.length > 0) return VERSION;
  if (known.length > 0) return KNOWN_VERSION;
  return retired.length > 0 ? RETIRED_VERSION : FIRST_VERSION;
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
  const json = parseJson(decoded.value);
  if (!json.ok) return refused(withLine(json.message, decoded.value));
  const version = versionOf(json.value);
  const schema = SCHEMAS.get(version);
  if (typeof version !== "bigint" || schema === undefined) return refused(versionProblem(version));

  const parsed = parseWith(schema, json.value);
  if (!parsed.ok) return refused(listed(parsed.problems.map(({ message }) => message)));
  const problem = storedStateProblem(parsed.value);
  if (problem) return refused(problem.message);
  const dropped = droppedField(json.value, toDocument(parsed.value, version));
  if (dropped !== undefined) {
    return refused(
      `${dropped}: no such field in version ${version}, and the next save would drop it; check its spelling`,
    );
  }
  return { ok: true, value: parsed.value };
}

function toDocument(
  { shards, tenants, retired, known = [], maintenance = [] }: StoredState,
  version: bigint,
): Record<string, unknown> {
  return {
    version,
    topology: { shards: shards.map(shardAssignmentToWire) },
    tenants: tenants.map(tenantConfigToWire),
    ...(version === FIRST_VERSION ? {} : { retired: retired.map(retiredMemberToDocument) }),
    ...(version > RETIRED_VERSION && { known: known.map(knownReplicaToDocument) }),
    ...(version === VERSION && { maintenance: maintenance.map(maintenanceWindowToWire) }),
  };
}

function refused(message: string): StateDocumentResult {
  return { ok: false, message };
}

function versionOf(document: unknown): unknown {
  return isObject(document) ? document["version"] : undefined;
}

function versionProblem(version: unknown): string {
  const expected = `${FIRST_VERSION}, ${RETIRED_VERSION}, ${KNOWN_VERSION} or ${VERSION}`;
  if (typeof version === "bigint" && version > VERSION) {
    return `version: expected ${expected}, got ${version}, written by a newer release: run that release or a later one`;
  }
  return `version: ${integerExpectation(expected)({ input: version })}`;
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
