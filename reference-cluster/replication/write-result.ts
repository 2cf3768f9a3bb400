/** What became of a write: the last seqno that it got, or why it was refused. */
export type WriteResult =
  { readonly ok: true; readonly lastSeqno: bigint } | { readonly ok: false; readonly message: string };
