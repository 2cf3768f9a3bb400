import { clearInterval, setInterval } from "node:timers";

const INTERVAL_MS = 250;

/**
 * Sends this process SIGTERM once the one that started it is gone. npm starts scripts through a shell, and many a shell
 * dies of a signal without passing it on: whoever stops npm would leave the program behind, and its ports with it.
 *
 * @param parent - the process id of the parent, read before anything else was done.
 */
export function endWithParent(parent) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, INTERVAL_MS);
  timer.unref();
}
