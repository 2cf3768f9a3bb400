import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { eventually } from "../../../test/support/programs/eventually";
import { TranspiledProgram } from "../../../test/support/programs/transpiled-program";
import type { ReferenceClusterReady } from "../../run-reference-cluster";
import { StubExporter } from "./stub-exporter";

const DEADLINE_MS = 180_000;

interface Status {
  readonly operations: readonly {
    readonly name: string;
    readonly over: boolean;
    readonly state?: string;
    readonly nodes?: readonly { readonly state: string }[];
  }[];
  readonly tenants: readonly {
    readonly tenant: string;
    readonly shard: number;
    readonly signals: string | number;
  }[];
  readonly sessions: {
    readonly shown_although_hidden: number;
    readonly regions: readonly { readonly hard_negatives: number }[];
  };
  readonly regions: readonly { readonly version: string }[];
  readonly shards: readonly { readonly replicas: readonly { readonly signals_total: string | number }[] }[];
}

/** A reference cluster in a process of its own, which is killed and started again on the same directory. */
class KilledCluster {
  readonly #program = new TranspiledProgram();
  readonly #folder = mkdtempSync(join(tmpdir(), "reference-cluster-test-"));
  readonly dataDirectory = join(this.#folder, "data");
  readonly #exporterUrl: string;
  #child: ChildProcess | undefined;
  #controlUrl = "";

  constructor(exporterUrl: string) {
    this.#exporterUrl = exporterUrl;
  }

  fork(): ChildProcess {
    const address = ["--exporter-url", this.#exporterUrl, "--listen-address", "127.0.0.1:0"];
    const size = ["--shards-per-region", "1", "--signals-per-second", "50", "--entities", "3000"];
    return fork(
      join(this.#program.folder, "dist", "reference-cluster", "main.js"),
      [...address, ...size, "--data-dir", this.dataDirectory],
      { execArgv: [], stdio: ["ignore", "pipe", "pipe", "ipc"] },
    );
  }

  async start(): Promise<void> {
    const child = this.fork();
    this.#child = child;
    const ready = await new Promise<ReferenceClusterReady>((resolve, reject) => {
      child.once("message", resolve as (message: unknown) => void);
      child.once("exit", reject);
    });
    this.#controlUrl = ready.controlUrl;
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child === undefined) throw new Error("it does not run");
    this.#child = undefined;
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.kill(signal);
    return await ended;
  }

  async request(method: string, path: string): Promise<unknown> {
    const response = await fetch(new URL(path, this.#controlUrl), { method });
    return await response.json();
  }

  /** The status, once something holds of it. */
  async statusWhen(what: string, holds: (status: Status) => boolean): Promise<Status> {
    return await eventually(what, DEADLINE_MS / 3, async () => {
      const status = (await this.request("GET", "/status")) as Status;
      return holds(status) ? status : undefined;
    });
  }

  remove(): void {
    this.#child?.kill("SIGKILL");
    this.#program.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function migration({ operations }: Status): string | undefined {
  return operations.find(({ name }) => name === "migrate-tenant")?.state;
}

function nodes({ operations }: Status): string {
  const upgrade = operations.find(({ name }) => name === "rolling-upgrade");
  return upgrade?.nodes?.map(({ state }) => state).join() ?? "";
}

/** What a later start must have at least: hidden pairs by region, signals of the tenant, signals by shard. */
function least({ sessions, tenants, shards }: Status): readonly number[] {
  return [
    ...sessions.regions.map(({ hard_negatives: hidden }) => hidden),
    ...tenants.map(({ signals }) => Number(signals)),
    ...shards.map(({ replicas }) => Math.max(...replicas.map((one) => Number(one.signals_total)))),
  ];
}

let exporter: StubExporter;
let cluster: KilledCluster;

beforeAll(async () => {
  exporter = await StubExporter.start();
  cluster = new KilledCluster(exporter.url.href);
}, DEADLINE_MS);

afterAll(async () => {
  cluster.remove();
  await exporter.stop();
});

test(
  "a cluster that is killed with a tenant between two shards, and again with a region down for its upgrade, has its data when it is started again, and finishes both",
  async () => {
    await cluster.start();
    await cluster.statusWhen("users hide something", ({ sessions }) =>
      sessions.regions.every((one) => one.hard_negatives > 5),
    );
    // Each state that is waited for lasts longer than a busy machine stands still: it has to be seen.
    await cluster.request("POST", "/operations/migrate-tenant?tenant=t1&shard=2&dual=8s");
    await cluster.request(
      "POST",
      "/operations/rolling-upgrade?version=2.0.0&region=us-east&down=8s&settle=1s",
    );
    const first = await cluster.statusWhen(
      "both shards are written",
      (status) => migration(status) === "DualWrite",
    );

    await cluster.end("SIGKILL");
    await cluster.start();
    await cluster.statusWhen("a region is down for its upgrade", (status) =>
      nodes(status).includes("Upgrading"),
    );

    await cluster.end("SIGKILL");
    await cluster.start();
    const last = await cluster.statusWhen(
      "both are over",
      ({ operations }) => operations.length === 2 && operations.every(({ over }) => over),
    );
    expect([migration(last), nodes(last)]).toEqual(["Complete", "Complete"]);
    expect(last.regions.map(({ version }) => version)).toEqual(["2.0.0", "1.0.0", "1.0.0"]);
    expect(last.tenants.find(({ tenant }) => tenant === "t1")?.shard).toBe(2);
    for (const [at, count] of least(first).entries()) expect(least(last)[at]).toBeGreaterThanOrEqual(count);
    expect(last.sessions.shown_although_hidden).toBe(0);
  },
  DEADLINE_MS,
);

test(
  "a directory is used by one process at a time, and stays when that one ends as it should",
  async () => {
    const other = cluster.fork();
    if (other.stderr === null) throw new Error("started without this pipe");
    const ended = new Promise((resolve) => other.once("exit", resolve));
    // Some of it may still be on its way when the process has ended.
    const [said, code] = await Promise.all([text(other.stderr), ended]);
    expect(code).toBe(1);
    expect(said).toContain("--data-dir: ");
    expect(said).toContain("another reference cluster uses it; stop that one, or give another directory");
    expect(await cluster.end("SIGTERM")).toBe(0);
    expect(readdirSync(cluster.dataDirectory)).toEqual(
      expect.arrayContaining([
        "cluster.json",
        "leaderships.json",
        "region-0",
        "tenants",
        "upgrade.json",
        "versions",
      ]),
    );
  },
  DEADLINE_MS,
);
