import { once } from "node:events";
import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import type { AsideJob, AsideParcel } from "./aside-job";

const EXTENSION = extname(__filename);

/** Compiled code needs nothing; sources, as tests and scripts run them, lose their types while the thread loads them. */
const STRIPPER = join(__dirname, "..", "..", "..", "scripts", "run-typescript.cjs");
const EXEC_ARGV = EXTENSION === ".ts" ? ["--require", STRIPPER] : [];

/**
 * Does a job in a thread of its own and hands over what comes of it in parcels, each in a turn of the event loop of its own.
 * The thread ends with the last one, or as soon as the iteration is left.
 *
 * @throws whatever went wrong in the thread, such as `ERR_WORKER_OUT_OF_MEMORY`.
 */
export async function* parcelsOf(job: AsideJob): AsyncGenerator<AsideParcel, void> {
  const worker = new Worker(join(__dirname, `aside-worker${EXTENSION}`), {
    workerData: job,
    execArgv: EXEC_ARGV,
  });
  const ended = new AbortController();
  let failure: unknown = new Error("aside: the thread ended before its work was done");
  worker.on("error", (error) => {
    failure = error;
  });
  worker.once("exit", () => {
    ended.abort();
  });
  try {
    for (;;) {
      worker.postMessage("next");
      const [parcel] = (await once(worker, "message", { signal: ended.signal })) as [AsideParcel | undefined];
      if (parcel === undefined) return;
      yield parcel;
    }
  } catch (error) {
    throw ended.signal.aborted ? failure : error;
  } finally {
    await worker.terminate();
  }
}
