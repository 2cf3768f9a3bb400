import type { TenantConfig } from "../../domain/terms/tenant";
import { Assignments } from "../../domain/membership/topology";
import { loadConfig } from "../../config/load";
import type { LoadResult } from "../../config/load";
import type { AsideOptions } from "./aside-job";
import { isLargeFile } from "./is-large-file";
import { memoryProblem } from "./memory-problem";
import { parcelsOf } from "./parcels-of";
import { toLoadOptions } from "./to-load-options";

/**
 * Loads a configuration as {@link loadConfig} does, and goes on with everything else meanwhile: a large file is read in a
 * thread of its own, which takes seconds for tens of thousands of shards.
 *
 * @param path as the operator gave it; problems repeat it.
 */
export async function loadConfigAside(path: string, options: AsideOptions): Promise<LoadResult> {
  if (!(await isLargeFile(path))) return loadConfig(path, toLoadOptions(options));
  let topology = Assignments.of([]);
  const tenants: TenantConfig[] = [];
  try {
    for await (const parcel of parcelsOf({ kind: "config", path, options })) {
      if (parcel.kind === "shards") topology = new Assignments(parcel.shardIds, parcel.regionIds);
      else if (parcel.kind === "tenants") tenants.push(...parcel.tenants);
      else if (parcel.kind === "config") {
        const { result } = parcel;
        if (!result.ok) return result;
        const config = { ...result.value.config, topology, tenants };
        return { ok: true, value: { ...result.value, config } };
      }
    }
  } catch (error) {
    const problem = memoryProblem(error, path);
    if (problem === undefined) throw error;
    return { ok: false, problems: [problem] };
  }
  throw new Error("invariant broken: the thread loaded no configuration");
}
