import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/**
 * Runs Node until what it printed to standard error matches, uses it then, and ends it.
 *
 * @throws Error when it ends before that.
 */
export async function oncePrinted<T>(
  args: readonly string[],
  pattern: RegExp,
  use: (printed: string, child: ChildProcess) => T | Promise<T>,
): Promise<T> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = once(child, "close");
  let printed = "";
  try {
    for await (const chunk of child.stderr) {
      printed += String(chunk);
      if (pattern.test(printed)) return await use(printed, child);
    }
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
  throw new Error(`node ${args.join(" ")} ended without being ready; it printed: ${printed}`);
}
