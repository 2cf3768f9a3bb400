import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { mixU64 } from "../../reference-cluster/routing/mix-u64";
import { DEFAULT_WAL_LIMITS } from "../../reference-cluster/storage/replica-store";
import { SIGNAL_BYTES } from "../../reference-cluster/wal/signal";
import { WalLog } from "../../reference-cluster/wal/wal-log";
import { eventually } from "../support/programs/eventually";
import { ExporterProcess } from "../support/programs/exporter-process";
import { RunningProgram } from "../support/programs/running-program";

const PROGRAM = join(__dirname, "..", "..", "dist", "reference-cluster", "main.js");
const DEADLINE_MS = 120_000;
const CONFIG =
  "storage: { kind: file, path: state.json }\ncluster: { regions: { 0: us-east, 1: eu-west, 2: ap-south } }\n";
/** Where tenant t1 is at first, and where it goes. */
const [FROM, TO] = [1, 2];

interface Status {
  readonly tenants: readonly { readonly tenant: string; readonly shard: number; readonly signals: number }[];
}

let folder: string;
let exporter: ExporterProcess;
let cluster: RunningProgram;
let controlUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "killed-migration-test-"));
  exporter = await ExporterProcess.start({ "exporter.yml": CONFIG, "web.yml": "{}\n" });
  await startCluster();
}, DEADLINE_MS);

afterAll(async () => {
  await cluster.stop("SIGKILL");
  await exporter.stop();
  await rm(folder, { recursive: true });
});

async function startCluster(): Promise<void> {
  cluster = new RunningProgram(process.execPath, [
    PROGRAM,
    `--exporter-url=http://${exporter.address}`,
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

/** What lies on disk, whether the cluster runs or not. */
function stateOnDisk(): string {
  const text = readFileSync(join(folder, "tenants", "t1", "move.json"), "utf8");
  return (JSON.parse(text) as { state: string }).state;
}

/** Kills the cluster as soon as the move is in a state. @returns signals that it had acknowledged by then, at the least. */
async function killIn(state: string): Promise<number> {
  await eventually(`the move is ${state}`, DEADLINE_MS, () => (stateOnDisk() === state ? true : undefined));
  const { signals } = await tenant();
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

/** What the exporter was told of the move: "announced shard-1.dual-write". */
async function told(id: string): Promise<readonly string[]> {
  const response = await fetch(`http://${exporter.address}/api/v1/events?order=oldest&limit=500`);
  const { events } = (await response.json()) as { readonly events: readonly { readonly title: string }[] };
  return events.flatMap(({ title }) => {
    const match = /^maintenance (\S+) (announced|ended)/.exec(title);
    const work = match?.[1] ?? "";
    return work.startsWith(`${id}.`) ? [`${match?.[2] ?? ""} ${work.slice(id.length + 1)}`] : [];
  });
}

test(
  "a tenant's move whose cluster is killed in every state finishes, announces all of it, and no signal is lost or doubled",
  async () => {
    await eventually("the tenant has signals", DEADLINE_MS, async () =>
      (await tenant()).signals > 5 ? true : undefined,
    );
    // The move cannot go on as long as the shard that it goes to has no leader.
    await control("POST", `/faults/kill-shard?shard=${TO}&region=ap-south`);
    const { id } = (await control("POST", `/operations/migrate-tenant?tenant=t1&shard=${TO}&dual=8s`)) as {
      id: string;
    };
    const acknowledged: number[] = [];
    for (const state of ["PreparingTarget", "DualWrite", "Finalizing", "Complete"]) {
      acknowledged.push(await killIn(state));
      await startCluster();
    }
    await eventually("clients go on", DEADLINE_MS, async () => {
      const { shard, signals } = await tenant();
      return shard === TO && signals > (acknowledged.at(-1) ?? 0) ? true : undefined;
    });
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
    const states = ["preparing-target", "dual-write", "finalizing"];
    expect([...new Set(await told(id))]).toEqual(
      expect.arrayContaining(
        [FROM, TO].flatMap((shard) => states.map((state) => `announced shard-${shard}.${state}`)),
      ),
    );
  },
  2 * DEADLINE_MS,
);
