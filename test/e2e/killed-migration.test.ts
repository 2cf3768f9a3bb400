import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { mixU64 } from "../../reference-cluster/routing/mix-u64";
import { DEFAULT_WAL_LIMITS } from "../../reference-cluster/storage/replica-store";
import { SIGNAL_BYTES } from "../../reference-cluster/wal/signal";
import { WalLog } from "../../reference-cluster/wal/wal-log";
import { eventually } from "../support/programs/eventually";
import { RunningProgram } from "../support/programs/running-program";

const PROGRAM = join(__dirname, "..", "..", "dist", "reference-cluster", "main.js");
const DEADLINE_MS = 120_000;
/** Nobody listens there: what is announced is told by other tests. */
const NO_EXPORTER = "http://127.0.0.1:9";
/** Where tenant t1 goes. */
const TO = 2;

interface Status {
  readonly tenants: readonly { readonly tenant: string; readonly shard: number; readonly signals: number }[];
}

let folder: string;
let cluster: RunningProgram;
let controlUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "killed-migration-test-"));
  await startCluster();
}, DEADLINE_MS);

afterAll(async () => {
  await cluster.stop("SIGKILL");
  await rm(folder, { recursive: true });
});

async function startCluster(): Promise<void> {
  cluster = new RunningProgram(process.execPath, [
    PROGRAM,
    `--exporter-url=${NO_EXPORTER}`,
    "--listen-address=127.0.0.1:0",
    "--shards-per-region=1",
    "--signals-per-second=50",
    `--data-dir=${folder}`,
  ]);
  const [line] = await cluster.line(/^\{.*"controlUrl".*\}$/, DEADLINE_MS);
  ({ controlUrl } = JSON.parse(line) as { controlUrl: string });
}

async function control(method: string, path: string): Promise<unknown> {
  const response = await fetch(new URL(path, controlUrl), { method });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}

/** What the copy that counts has: acknowledged signals. */
async function tenant(): Promise<Status["tenants"][number]> {
  const { tenants } = (await control("GET", "/status")) as Status;
  const found = tenants.find((one) => one.tenant === "t1");
  if (found === undefined) throw new Error("t1 is not there");
  return found;
}

/** Signals of the tenant, once there are more. */
function signalsBeyond(count: number): Promise<number> {
  return eventually("the tenant has more signals", DEADLINE_MS, async () => {
    const { signals } = await tenant();
    return signals > count ? signals : undefined;
  });
}

/** What lies on disk, whether the cluster runs or not. */
function stateOnDisk(): string {
  const text = readFileSync(join(folder, "tenants", "t1", "move.json"), "utf8");
  return (JSON.parse(text) as { state: string }).state;
}

/**
 * Kills the cluster as soon as the move is in a state.
 *
 * @param before - what the tenant had when this process ran already; it has more before it is killed.
 * @returns signals that it had acknowledged by then, at the least.
 */
async function killIn(state: string, before: number): Promise<number> {
  await eventually(`the move is ${state}`, DEADLINE_MS, () => (stateOnDisk() === state ? true : undefined));
  const signals = await signalsBeyond(before);
  await cluster.stop("SIGKILL");
  expect(stateOnDisk()).toBe(state);
  return signals;
}

/**
 * Which of its signals the tenant has, in the order of its log: every process of the cluster writes the signals 0, 1, 2 ..., each
 * once the one before it was acknowledged.
 */
function signalsInLog(): readonly number[] {
  const numbers = new Map(Array.from({ length: 2_000 }, (_, at) => [mixU64((1n << 32n) + BigInt(at)), at]));
  const found: number[] = [];
  const directory = join(folder, "tenants", "t1", `shard-${TO}`, "wal");
  const id = { shardId: TO, regionId: 0 };
  const log = WalLog.open(
    directory,
    id,
    DEFAULT_WAL_LIMITS,
    ({ signals: { count, bytes } }) => {
      for (let at = 0; at < count; at += 1)
        found.push(numbers.get(bytes.readBigUInt64LE(at * SIGNAL_BYTES)) ?? NaN);
    },
    (problem) => {
      throw new Error(problem);
    },
  );
  log.close();
  return found;
}

test(
  "a tenant's move whose cluster is killed in every state finishes, and no signal is lost or doubled",
  async () => {
    let before = await signalsBeyond(5);
    // The move cannot go on as long as the shard that it goes to has no leader.
    await control("POST", `/faults/kill-shard?shard=${TO}&region=ap-south`);
    await control("POST", `/operations/migrate-tenant?tenant=t1&shard=${TO}&dual=8s`);
    const acknowledged: number[] = [];
    for (const state of ["PreparingTarget", "DualWrite", "Finalizing", "Complete"]) {
      acknowledged.push(await killIn(state, before));
      await startCluster();
      before = (await tenant()).signals;
    }
    await signalsBeyond(before);
    expect((await tenant()).shard).toBe(TO);
    await cluster.stop();

    expect(stateOnDisk()).toBe("Complete");
    const signals = signalsInLog();
    const starts = signals.flatMap((number, at) => (number === 0 ? [at] : []));
    // Within each of the five processes one after the other, none missing, none twice.
    expect(signals.filter((number, at) => number !== 0 && number !== (signals[at - 1] ?? NaN) + 1)).toEqual(
      [],
    );
    expect(starts).toHaveLength(5);
    for (const [process, count] of acknowledged.entries())
      expect(starts[process + 1]).toBeGreaterThanOrEqual(count);
  },
  2 * DEADLINE_MS,
);
