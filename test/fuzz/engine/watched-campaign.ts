import { join } from "node:path";
import { Worker } from "node:worker_threads";

import type { CampaignReport } from "./campaign";
import type { CampaignOrder } from "./campaign-thread";
import { SharedInput } from "./shared-input";

/** Nothing that is tried may keep a thread busy this long; a busy machine gets some room. */
const HANG_MS = 30_000;
const LARGEST_INPUT_BYTES = 64 * 1024;

const PRELOADED = ["ts-node/register/transpile-only", join(__dirname, "instrument-sources.cjs")];

/** A campaign in a thread of its own, ended from outside when it stands still or takes the thread down with it. */
export async function runWatchedCampaign(order: Omit<CampaignOrder, "shared">): Promise<CampaignReport> {
  const shared = new SharedInput(LARGEST_INPUT_BYTES);
  const worker = new Worker(join(__dirname, "campaign-thread.ts"), {
    workerData: { ...order, shared: shared.buffer } satisfies CampaignOrder,
    execArgv: PRELOADED.flatMap((path) => ["--require", path]),
  });
  const lost = (message: string): CampaignReport => ({
    tried: shared.count,
    points: 0,
    interesting: 0,
    worthKeeping: [],
    finding: { input: shared.input, message },
  });
  let watch: NodeJS.Timeout | undefined;
  try {
    return await new Promise<CampaignReport>((resolve) => {
      // Nothing is tried before everything is compiled, which takes its time.
      let before = 0;
      watch = setInterval(() => {
        if (shared.count > 0 && shared.count === before) resolve(lost(`not done after ${HANG_MS} ms`));
        before = shared.count;
      }, HANG_MS);
      worker.on("message", resolve);
      worker.on("error", (error) => {
        resolve(lost(`the thread was lost: ${error.stack ?? error.message}`));
      });
      worker.on("exit", (code) => {
        resolve(lost(`the thread ended with ${code}`));
      });
    });
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
}
