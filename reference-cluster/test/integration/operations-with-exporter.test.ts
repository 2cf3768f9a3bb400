import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunningExporter } from "../../../test/support/app/running-exporter";
import { eventually } from "../../../test/support/programs/eventually";
import { TranspiledProgram } from "../../../test/support/programs/transpiled-program";
import type { ReferenceClusterReady } from "../../run-reference-cluster";

const DEADLINE_MS = 180_000;
const CONFIG =
  "storage: { kind: file, path: FOLDER/state.json }\ncluster: { regions: { 0: us-east, 1: eu-west, 2: ap-south } }\n";

let program: TranspiledProgram;
let parent: string;
let exporter: RunningExporter;
let child: ChildProcess;
let controlUrl: string;

beforeAll(async () => {
  program = new TranspiledProgram();
  parent = mkdtempSync(join(tmpdir(), "reference-cluster-test-"));
  exporter = await RunningExporter.start(CONFIG);
  const address = ["--exporter-url", exporter.url, "--listen-address", "127.0.0.1:0"];
  const size = [
    "--shards-per-region",
    "1",
    "--signals-per-second",
    "50",
    "--entities",
    "3000",
    "--heartbeat-interval",
    "500ms",
  ];
  child = fork(join(program.folder, "dist", "reference-cluster", "main.js"), [...address, ...size], {
    execArgv: [],
    env: { ...process.env, TMPDIR: parent },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  ({ controlUrl } = await new Promise<ReferenceClusterReady>((resolve, reject) => {
    child.once("message", resolve as (message: unknown) => void);
    child.once("exit", reject);
  }));
}, DEADLINE_MS);

afterAll(async () => {
  child.kill("SIGKILL");
  await exporter.remove();
  program.remove();
  rmSync(parent, { recursive: true, force: true });
});

async function post(path: string): Promise<string> {
  const response = await fetch(new URL(path, controlUrl), { method: "POST" });
  const { id } = (await response.json()) as { id?: string };
  expect([response.status, typeof id]).toEqual([201, "string"]);
  return id ?? "";
}

async function untilOver(id: string): Promise<void> {
  await eventually(`${id} is over`, DEADLINE_MS / 2, async () => {
    const { operations } = (await (await fetch(new URL("/operations", controlUrl))).json()) as {
      operations: readonly {
        id: string;
        over: boolean;
        nodes?: readonly { state: string }[];
        state?: string;
      }[];
    };
    const found = operations.find((operation) => operation.id === id);
    return found?.over === true && JSON.stringify(found).includes("Complete") ? true : undefined;
  });
}

/** What the exporter has told of an operation: "announced draining", "lapsed shard-1.dual-write". */
async function told(id: string): Promise<readonly string[]> {
  const { events } = (await (await exporter.request("/api/v1/events?order=oldest&limit=500")).json()) as {
    readonly events: readonly { readonly title: string }[];
  };
  return events.flatMap(({ title }) => {
    const match = /^maintenance (\S+) (announced|ended|lapsed)/.exec(title);
    const work = match?.[1] ?? "";
    return work.startsWith(`${id}.`) ? [`${match?.[2] ?? ""} ${work.slice(id.length + 1)}`] : [];
  });
}

test(
  "an upgrade of a region is told by the exporter state by state",
  async () => {
    const id = await post("/operations/rolling-upgrade?version=2.0.0&region=eu-west&down=1s&settle=1s");
    await untilOver(id);
    const states = ["draining", "drained", "upgrading", "rejoining"].map((state) => `region-1.${state}`);
    await eventually("all of it has ended", DEADLINE_MS / 2, async () => {
      const ended = (await told(id)).filter((what) => what.startsWith("ended"));
      return ended.length === states.length ? true : undefined;
    });
    expect((await told(id)).filter((what) => what.startsWith("announced"))).toEqual(
      states.map((state) => `announced ${state}`),
    );
    const status = (await (await fetch(new URL("/status", controlUrl))).json()) as {
      regions: readonly { name: string; version: string }[];
    };
    expect(status.regions.map(({ version }) => version)).toEqual(["1.0.0", "2.0.0", "1.0.0"]);
  },
  DEADLINE_MS,
);

test(
  "what a cluster announced whose process is killed lapses, and the exporter tells it",
  async () => {
    const id = await post("/operations/migrate-tenant?tenant=t1&shard=0&dual=1h&lease=10s");
    // The last thing that is said when writes begin to go to both.
    await eventually("writes go to both", DEADLINE_MS / 2, async () =>
      (await told(id)).includes("ended shard-0.preparing-target") ? true : undefined,
    );
    child.kill("SIGKILL");
    await eventually("it lapses", DEADLINE_MS / 2, async () =>
      (await told(id)).filter((what) => what.startsWith("lapsed")).length === 2 ? true : undefined,
    );
    expect((await told(id)).filter((what) => what.startsWith("lapsed")).sort()).toEqual([
      "lapsed shard-0.dual-write",
      "lapsed shard-1.dual-write",
    ]);
  },
  DEADLINE_MS,
);
