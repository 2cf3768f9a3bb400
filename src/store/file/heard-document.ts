import { createHash } from "node:crypto";
import { MAX_KNOWN } from "../../domain/membership/known-replica";
import type { Instant } from "../../domain/terms/clock";
import { isU16, isU64 } from "../../domain/terms/ids";
import type { OpenIncident, Recollection, RememberedReplica } from "../../domain/terms/recollection";
import type { Result } from "../../domain/terms/result";

/** When and where something was kept. */
export interface KeptMoment extends Instant {
  /** Names the run of the machine whose monotonic clock it is; undefined where nothing does. */
  readonly machine: string | undefined;
}

/** What a file of what was heard holds. */
export interface HeardDocument {
  readonly kept: KeptMoment;
  /** Whether the process ended in order just then, so that it heard nothing later. */
  readonly isLast: boolean;
  readonly recollection: Recollection;
}

/** What is to be kept, replicas some at a time. */
export interface HeardParts {
  readonly kept: KeptMoment;
  readonly isLast: boolean;
  readonly incidents: readonly OpenIncident[];
  readonly replicas: Iterable<readonly RememberedReplica[]>;
}

const FIRST_LINE = "tidaldb-exporter-heard 1";
const NONE = "-";
/** No more incidents are told apart; a file that names more is not ours. */
const MAX_INCIDENTS = 1_000;
const HASH_DIGITS = 16;

const KEPT = /^kept (\d{1,20}) (\d{1,15}) ([0-9A-Za-z-]{1,64}) (running|ended)$/;
const INCIDENT = /^incident ([a-z]{1,16}(?::\d{1,5}(?:-\d{1,5})?)?|source:[!-~]{1,4000}) (\d{1,15})$/;
const REPLICA =
  /^replica (\d{1,5}) (\d{1,5}) (\d{1,15}) (heard|awaited) (\d{1,20}|-) (\d{1,20}|-) (\d{1,20}|-)$/;

/**
 * What was heard as the text of a file, in pieces of a millisecond or two: one thing a line, and at the end a checksum of all
 * before it. Not JSON: this is written every few seconds, of up to 65,536 replicas, and nobody edits it.
 */
export function* printHeardDocument({
  kept,
  isLast,
  incidents,
  replicas,
}: HeardParts): Generator<string, void> {
  const hash = createHash("sha256");
  const hashed = (text: string): string => {
    hash.update(text);
    return text;
  };
  const { wallNs, monotonicMs, machine = NONE } = kept;
  const end = isLast ? "ended" : "running";
  yield hashed(`${FIRST_LINE}\nkept ${wallNs} ${Math.round(monotonicMs)} ${machine} ${end}\n`);
  yield hashed(incidents.map(incidentLine).join(""));
  for (const portion of replicas) yield hashed(portion.map(replicaLine).join(""));
  yield `end ${hash.digest("hex").slice(0, HASH_DIGITS)}\n`;
}

/** The name of a source is part of an id, and may have blanks and letters of any kind: the file is ASCII. */
function incidentLine({ id, ageMs }: OpenIncident): string {
  // Half a character has no spelling in a URI.
  return `incident ${encodeURI(id.replaceAll(/\p{Surrogate}/gu, "\ufffd"))} ${Math.round(ageMs)}\n`;
}

function readIncident(line: string): OpenIncident | undefined {
  const [, id, ageMs] = INCIDENT.exec(line) ?? [];
  if (id === undefined) return undefined;
  try {
    return { id: decodeURI(id), ageMs: Number(ageMs) };
  } catch {
    // A percent sign that spells nothing.
    return undefined;
  }
}

function replicaLine({ shardId, regionId, silentMs, wasHeard, newest }: RememberedReplica): string {
  const { stampNs = NONE, bootId = NONE, heartbeatSeq = NONE } = newest ?? {};
  const how = wasHeard ? "heard" : "awaited";
  return `replica ${shardId} ${regionId} ${Math.round(silentMs)} ${how} ${stampNs} ${bootId} ${heartbeatSeq}\n`;
}

/** Reads what {@link printHeardDocument} printed; anything else is refused as a whole, in a sentence that says why. */
export function parseHeardDocument(text: string): Result<HeardDocument> {
  const endAt = text.lastIndexOf("end ");
  const hash = createHash("sha256")
    .update(text.slice(0, Math.max(0, endAt)))
    .digest("hex");
  const [first, keptLine, ...lines] = text.slice(0, Math.max(0, endAt)).split("\n");
  if (!text.startsWith(`${FIRST_LINE}\n`)) return refused(`expected "${FIRST_LINE}", got another first line`);
  if (first === undefined || text.slice(endAt) !== `end ${hash.slice(0, HASH_DIGITS)}\n`)
    return refused("it is torn: its checksum is not that of what is in it");
  const kept = KEPT.exec(keptLine ?? "");
  const wallNs = BigInt(kept?.[1] ?? -1);
  if (!kept || !isU64(wallNs)) return refused("line 2: expected when it was kept");
  const recollection = readLines(lines.slice(0, -1));
  if (!recollection.ok) return recollection;
  const machine = kept[3] === NONE ? undefined : kept[3];
  const moment = { wallNs, monotonicMs: Number(kept[2]), machine };
  return { ok: true, value: { kept: moment, isLast: kept[4] === "ended", recollection: recollection.value } };
}

function readLines(lines: readonly string[]): Result<Recollection> {
  const incidents: OpenIncident[] = [];
  const replicas: RememberedReplica[] = [];
  for (const [index, line] of lines.entries()) {
    const incident = readIncident(line);
    const replica = incident ? undefined : readReplica(line);
    if (incident) incidents.push(incident);
    else if (replica) replicas.push(replica);
    else return refused(`line ${index + 3}: expected an incident or a replica`);
  }
  if (incidents.length > MAX_INCIDENTS || replicas.length > MAX_KNOWN)
    return refused(`expected ${MAX_INCIDENTS} incidents and ${MAX_KNOWN} replicas at most`);
  return { ok: true, value: { incidents, replicas } };
}

function readReplica(line: string): RememberedReplica | undefined {
  const match = REPLICA.exec(line);
  if (!match) return undefined;
  const [shardId, regionId, silentMs] = match.slice(1, 4).map(Number) as [number, number, number];
  const [stampNs, bootId, heartbeatSeq] = match
    .slice(5)
    .map((text) => (text === NONE ? undefined : BigInt(text)));
  if (!isU16(shardId) || !isU16(regionId)) return undefined;
  if ([stampNs, bootId, heartbeatSeq].some((number) => number !== undefined && !isU64(number)))
    return undefined;
  const newest = stampNs === undefined ? undefined : { stampNs, bootId, heartbeatSeq };
  return { shardId, regionId, silentMs, wasHeard: match[4] === "heard", newest };
}

function refused(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
