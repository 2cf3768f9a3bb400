const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "another program listens there already",
  EADDRNOTAVAIL: "this machine has no such address",
  EACCES: "this user may not use that port",
  ENOTFOUND: "the host name does not resolve",
  EAI_AGAIN: "the host name does not resolve",
};

/** An address that cannot be listened on. The message names the address, the reason and the flag to change. */
export class ListenError extends Error {
  override readonly name = "ListenError";

  constructor(
    /** As it is written on the command line. */
    readonly address: string,
    cause: NodeJS.ErrnoException,
  ) {
    const reason = REASONS[cause.code ?? ""] ?? cause.message;
    super(`cannot listen on ${address}: ${reason}; change --web.listen-address`, { cause });
  }
}
