import type { Result } from "#exporter/domain/terms/result";

/** What became of a write: the last seqno that it got, or why it was refused. */
export type WriteResult = Result<bigint>;
