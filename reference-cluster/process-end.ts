const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** Why a process should end. */
export type EndReason = (typeof SIGNALS)[number] | "the parent process is gone";

/**
 * Calls `onEnd` once, for whichever comes first: a signal that asks for it or, in a process that was started with a channel
 * to its parent, the end of that channel, which also comes when the parent was killed.
 *
 * The signals are held until `onEnd` has returned: a second one, as when both a terminal and a parent tell the process to
 * stop, would otherwise kill it in the middle of cleaning up. Later ones end the process the usual way.
 */
export function whenProcessShouldEnd(target: NodeJS.Process, onEnd: (reason: EndReason) => void): void {
  let ending = false;
  const end = (reason: EndReason): void => {
    if (ending) return;
    ending = true;
    try {
      onEnd(reason);
    } finally {
      for (const signal of SIGNALS) target.off(signal, end);
      target.off("disconnect", onDisconnect);
    }
  };
  const onDisconnect = (): void => {
    end("the parent process is gone");
  };
  // Node hands the signal's name to whoever listens for it.
  for (const signal of SIGNALS) target.on(signal, end);
  target.on("disconnect", onDisconnect);
}
