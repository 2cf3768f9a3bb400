import { constants, openSync, writeSync } from "node:fs";
import { isatty } from "node:tty";
import { LineOutput } from "./line-output";

/** A standard stream as Node has it, with the descriptor that is under it. */
export type StandardStream = Pick<NodeJS.WriteStream, "on"> & { readonly fd: 1 | 2 };

/**
 * Our way to a standard stream, past Node's own, which ends the process when a write fails and keeps in memory what a reader
 * does not take. Node's stays for what Node itself writes, such as its warnings: its failures are counted here.
 *
 * @param stream - process.stdout or process.stderr; that Node has made it is what keeps writes to pipes and sockets from waiting.
 */
export function openOutput(stream: StandardStream): LineOutput {
  const descriptor = withoutWaiting(stream.fd);
  const output = new LineOutput((bytes) => writeSync(descriptor, bytes));
  stream.on("error", (error: NodeJS.ErrnoException) => {
    output.lose(1, error.code ?? error.message);
  });
  return output;
}

/**
 * Node lets writes to a terminal wait: Ctrl-S would stop the whole process. Opened anew, for others use the same opening,
 * the shell for one. Files never make anybody wait for a reader, and a new opening of one would begin at its first byte.
 */
function withoutWaiting(descriptor: 1 | 2): number {
  if (!isatty(descriptor)) return descriptor;
  try {
    return openSync(
      `/dev/fd/${descriptor}`,
      constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY | constants.O_APPEND,
    );
  } catch {
    return descriptor; // Another user's terminal, or no /dev/fd: then Ctrl-S does stop it, and all else holds.
  }
}
