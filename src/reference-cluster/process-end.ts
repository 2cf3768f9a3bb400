/** Why a process should end. */
export type EndReason = "SIGTERM" | "SIGINT" | "the parent process is gone";

/**
 * Calls `onEnd` once, for whichever comes first: SIGTERM, SIGINT or, in a process that was started with a channel to its
 * parent, the end of that channel, which also comes when the parent was killed. A second signal ends the process the usual
 * way.
 */
export function whenProcessShouldEnd(target: NodeJS.Process, onEnd: (reason: EndReason) => void): void {
  const end = (reason: EndReason): void => {
    target.off("SIGTERM", onSigterm);
    target.off("SIGINT", onSigint);
    target.off("disconnect", onDisconnect);
    onEnd(reason);
  };
  const onSigterm = (): void => {
    end("SIGTERM");
  };
  const onSigint = (): void => {
    end("SIGINT");
  };
  const onDisconnect = (): void => {
    end("the parent process is gone");
  };
  target.on("SIGTERM", onSigterm);
  target.on("SIGINT", onSigint);
  target.on("disconnect", onDisconnect);
}
