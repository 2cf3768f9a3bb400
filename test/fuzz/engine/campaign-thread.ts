import { parentPort, workerData } from "node:worker_threads";

import { readCorpus } from "../corpus";
import { loadFuzzTarget } from "../fuzz-targets";
import { runCampaign } from "./campaign";
import { SharedInput } from "./shared-input";

/** What the thread is told to do. */
export interface CampaignOrder {
  readonly target: string;
  readonly seed: number;
  readonly milliseconds: number;
  readonly rounds?: number;
  readonly shared: SharedArrayBuffer;
}

async function obey({ target: name, shared, ...limits }: CampaignOrder): Promise<void> {
  const target = loadFuzzTarget(name);
  const current = new SharedInput(shared);
  const report = await runCampaign(target, {
    ...limits,
    corpus: readCorpus(name).map(({ input }) => input),
    dictionary: () => [...((globalThis as { fuzzDictionary?: Set<string> }).fuzzDictionary ?? [])],
    onInput: (input) => {
      current.begin(input);
    },
  });
  parentPort?.postMessage(report);
}

void obey(workerData as CampaignOrder);
