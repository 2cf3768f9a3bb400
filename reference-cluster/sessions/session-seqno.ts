import { isU64 } from "#exporter/domain/terms/ids";

/** A session's number, u64. They grow with time, so a session that was forgotten is told from one that begins. */
export type SessionId = bigint;

/** The number of an event within its session, from 1 on without a gap, u64. */
export type SessionSeqNo = bigint;

/** `ssn:7`, so that it is not taken for a seqno of a WAL. */
export function formatSessionSeqNo(ssn: SessionSeqNo): string {
  return `ssn:${ssn}`;
}

/** The number that a text of the form `ssn:7` names, or undefined. */
export function parseSessionSeqNo(text: string): SessionSeqNo | undefined {
  const match = /^ssn:(\d{1,20})$/.exec(text);
  const ssn = match === null ? 0n : BigInt(match[1] ?? "");
  return ssn > 0n && isU64(ssn) ? ssn : undefined;
}
