import { FileReads } from "../../web-config/file-reads";
import { loadWebConfig } from "../../web-config/load-web-config";
import type { WebConfigLoad } from "../../web-config/load-web-config";
import { isLargeFile } from "./is-large-file";
import { memoryProblem } from "./memory-problem";
import { parcelsOf } from "./parcels-of";

/**
 * Loads a web configuration as {@link loadWebConfig} does, and goes on with everything else meanwhile: thousands of users
 * take a second to read.
 *
 * @param path as the operator gave it; problems repeat it.
 */
export async function loadWebConfigAside(path: string): Promise<WebConfigLoad> {
  if (!(await isLargeFile(path))) return loadWebConfig(path);
  try {
    for await (const parcel of parcelsOf({ kind: "web config", path })) {
      if (parcel.kind === "web config")
        return { result: parcel.result, reads: new FileReads(parcel.digests) };
    }
  } catch (error) {
    const problem = memoryProblem(error, path);
    if (problem === undefined) throw error;
    const reads = new FileReads();
    await reads.read(path);
    return { result: { ok: false, problems: [problem] }, reads };
  }
  throw new Error("invariant broken: the thread loaded no web configuration");
}
