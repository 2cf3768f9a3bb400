import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRecording } from "../../src/recording/recording";
import { eventually } from "../support/programs/eventually";
import { RunningProgram } from "../support/programs/running-program";

const PROGRAM = join(__dirname, "..", "..", "dist", "main.js");
const DEADLINE_MS = 30_000;
const CONFIG = "health: { offline_after: 2s }\ncluster: { regions: { 0: us-east, 1: eu-west } }\n";

/** What is compared of a health: all but ages, of which the clock of a process has more digits than can be asked for. */
interface Health {
  readonly snapshot_ns: bigint;
  readonly status: string;
  readonly incidents: readonly { readonly id: string; readonly title: string }[];
  readonly region_details: Readonly<
    Record<
      string,
      { readonly state: string; readonly since_ns: string; readonly reasons: readonly { rule: string }[] }
    >
  >;
}

let folder: string;
const programs: RunningProgram[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-test-"));
  await writeFile(join(folder, "exporter.yml"), CONFIG);
});

afterAll(async () => {
  for (const program of programs) await program.stop();
  await rm(folder, { recursive: true });
});

async function run(...args: readonly string[]): Promise<{ program: RunningProgram; url: string }> {
  const listen = ["--web.listen-address=127.0.0.1:0", "--log.format=json"];
  const program = new RunningProgram(process.execPath, [PROGRAM, ...args, ...listen]);
  programs.push(program);
  const [line] = await program.line(/^\{.*"msg":"listening".*\}$/, DEADLINE_MS);
  const { address } = JSON.parse(line) as { address: string };
  return { program, url: `http://${address}` };
}

async function beat(url: string, ...regionIds: readonly number[]): Promise<void> {
  const nowNs = `${Date.now()}000000`;
  const beats = regionIds.map(
    (id) =>
      `{"shard_id":${id},"region_id":${id},"entity_count":1,"signal_throughput_eps":2,"replication_lag":{},"disk_bytes":3,"last_heartbeat_ns":${nowNs}}`,
  );
  const response = await fetch(`${url}/api/v1/heartbeats`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `[${beats.join()}]`,
  });
  expect(response.status).toBe(202);
}

/** The health as text, and when it was taken to the nanosecond, which JSON.parse would round. */
async function health(url: string): Promise<{ readonly atNs: bigint; readonly told: Health }> {
  const text = await (await fetch(`${url}/health.json`)).text();
  const atNs = BigInt(/"snapshot_ns":\s*(\d+)/.exec(text)?.[1] ?? 0);
  return { atNs, told: JSON.parse(text.replaceAll(/("since_ns":\s*)(\d+)/g, '$1"$2"')) as Health };
}

function verdict({ told }: { readonly told: Health }): unknown {
  const { status, incidents, region_details: regions } = told;
  return {
    status,
    incidents: incidents.map(({ id, title }) => ({ id, title })),
    regions: Object.entries(regions).map(([id, { state, since_ns, reasons }]) => ({
      id,
      state,
      since_ns,
      rules: reasons.map(({ rule }) => rule),
    })),
  };
}

test("an exporter that was killed left a recording from which another process tells what it told, and why", async () => {
  const recording = join(folder, "recording");
  const { program, url } = await run(
    "serve",
    `--config.file=${folder}/exporter.yml`,
    `--record=${recording}`,
  );
  await beat(url, 0, 1);
  const broken = await eventually("eu-west is silent", DEADLINE_MS, async () => {
    await beat(url, 0);
    const now = await health(url);
    return now.told.incidents.length > 0 ? now : undefined;
  });
  // A replay of a moment has all that came within its millisecond.
  await eventually("another millisecond", DEADLINE_MS, async () =>
    (await health(url)).atNs > broken.atNs ? true : undefined,
  );
  const mended = await eventually("eu-west is back", DEADLINE_MS, async () => {
    await beat(url, 0, 1);
    const now = await health(url);
    return now.told.status === "Healthy" && now.told.incidents.length === 0 ? now : undefined;
  });
  await eventually("what was told last is on the disk", DEADLINE_MS, async () => {
    const { stretches } = await readRecording(recording);
    return (stretches.at(-1)?.lastNs ?? 0n) > mended.atNs ? true : undefined;
  });
  program.signal("SIGKILL");

  for (const moment of [broken, mended]) {
    const iso = new Date(Number(moment.atNs / 1_000_000n)).toISOString();
    const replay = await run("replay", recording, `--at=${iso}`);
    const replayed = await health(replay.url);
    expect(verdict(replayed)).toEqual(verdict(moment));
    expect(replayed.told).toHaveProperty("replay_of_ns", Number(moment.atNs));
    const ready = await fetch(`${replay.url}/-/ready`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining(`a replay of ${iso}`)]);
    const page = await (await fetch(replay.url)).text();
    expect(page).toContain(`this is a replay of ${iso}`);
    const refused = await fetch(`${replay.url}/api/v1/heartbeats`, { method: "POST", body: "{}" });
    expect([refused.status, refused.headers.get("tidaldb-replay")]).toEqual([409, iso]);
    const metrics = await (await fetch(`${replay.url}/metrics`)).text();
    expect(metrics).toContain(
      `tidaldb_region_health{region="eu-west",state="${moment === broken ? "offline" : "healthy"}"} 1`,
    );
  }
  expect(verdict(broken)).not.toEqual(verdict(mended));
});
