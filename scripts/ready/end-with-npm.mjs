import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { clearInterval, setInterval } from "node:timers";

const INTERVAL_MS = 250;

/**
 * Every process from this one up to the npm that runs the script, each with its parent. npm starts scripts through a shell,
 * and most shells stay between the two. Where there is no /proc, the chain is only as long as Node itself can see.
 */
export function chainToNpm() {
  const own = { child: process.pid, parent: process.ppid };
  const above = isNpm(own.parent) ? undefined : parentOf(own.parent);
  return above === undefined ? [own] : [own, { child: own.parent, parent: above }];
}

/**
 * Sends this process SIGTERM once a process of the chain is gone. Many a shell dies of a signal without passing it on, and
 * a kill -9 of npm is passed on by nobody: the program would stay behind, and its ports with it.
 *
 * @param chain - from `chainToNpm`, made before anything else was done.
 */
export function endWithNpm(chain) {
  const timer = setInterval(() => {
    // Whoever loses its parent gets another one at once.
    if (isUnbroken(chain)) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, INTERVAL_MS);
  timer.unref();
}

/** npm says which Node it runs on; a shell is another program. */
function isNpm(pid) {
  const { npm_node_execpath: node } = process.env;
  try {
    return node !== undefined && readlinkSync(`/proc/${pid}/exe`) === realpathSync(node);
  } catch {
    return false; // No /proc, or already gone: then there is nothing above it to be watched either.
  }
}

/** Undefined for a process that is gone, and where there is no /proc. */
function parentOf(pid) {
  if (pid === process.pid) return process.ppid;
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // "PID (NAME) STATE PARENT ...", and a name may hold anything.
    return Number(status.slice(status.lastIndexOf(")") + 2).split(" ")[1]);
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return undefined;
    throw error;
  }
}

function isUnbroken(chain) {
  try {
    return chain.every(({ child, parent }) => parentOf(child) === parent);
  } catch {
    return true; // No file descriptor is left to look with, for one: nobody can tell now, and the next look may.
  }
}
