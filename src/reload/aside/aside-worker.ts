/** What a thread of {@link parcelsOf} runs: does one job, and hands out a parcel each time that it is asked for the next. */
import { parentPort, workerData } from "node:worker_threads";
import { portionsOf } from "../../domain/columns/portions-of";
import { Assignments } from "../../domain/membership/topology";
import { loadConfig } from "../../config/load";
import type { LoadResult } from "../../config/load";
import { loadWebConfig } from "../../web-config/load-web-config";
import type { AsideJob, AsideParcel } from "./aside-job";
import { someProblems } from "./some-problems";
import { toLoadOptions } from "./to-load-options";

/** So many tenants are taken in within two milliseconds. */
const PARCEL_ITEMS = 1_000;

async function* parcelsFor(job: AsideJob): AsyncGenerator<AsideParcel, void> {
  if (job.kind === "config") {
    yield* configParcels(await loadConfig(job.path, toLoadOptions(job.options)));
  } else {
    const { result, reads } = await loadWebConfig(job.path);
    const shown = result.ok ? result : { ok: false as const, problems: someProblems(result.problems) };
    yield { kind: "web config", result: shown, digests: reads.digests };
  }
}

function* configParcels(result: LoadResult): Generator<AsideParcel, void> {
  if (!result.ok) {
    yield { kind: "config", result: { ok: false, problems: someProblems(result.problems) } };
    return;
  }
  const { topology, tenants } = result.value.config;
  const { shardIds, regionIds } = topology;
  yield { kind: "shards", shardIds, regionIds };
  for (const some of portionsOf(tenants, PARCEL_ITEMS)) yield { kind: "tenants", tenants: some };
  const rest = {
    ...result.value,
    config: { ...result.value.config, topology: Assignments.of([]), tenants: [] },
  };
  yield { kind: "config", result: { ok: true, value: rest } };
}

const port = parentPort;
if (port === null) throw new Error("aside-worker: expected to run as a thread");
const parcels = parcelsFor(workerData as AsideJob);
port.on("message", () => {
  void parcels.next().then(({ value }) => {
    port.postMessage(value);
  });
});
