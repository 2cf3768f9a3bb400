import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import { RunningProgram } from "../support/programs/running-program";

const ROOT = join(__dirname, "..", "..");
const PROBE = join(ROOT, "test", "support", "programs", "loaded-modules.cjs");
const READY_DEADLINE_MS = 20_000;
/** Nobody listens there. */
const NOWHERE = "127.0.0.1:1";

/** What only those need who configure it. */
const ROOMS = {
  "the clients of NATS": /^node_modules\/@nats-io\//,
  "NATS heartbeats": /^dist\/nats\/heartbeats\//,
  "the store in NATS": /^dist\/(store\/nats|nats)\//,
  sources: /^dist\/sources\/(?!peer)/,
  peers: /^dist\/sources\/peer/,
  "hashes of passwords": /^node_modules\/@node-rs\//,
  "the bundle's writer": /^node_modules\/@grafana\//,
} as const;

describe("What the compiled program loads", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "loaded-modules-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Of the whole life of an exporter, paths from the project's folder. */
  async function loadedWith(config: object): Promise<readonly string[]> {
    const list = join(folder, "loaded");
    writeFileSync(join(folder, "exporter.yml"), JSON.stringify(config));
    const program = new RunningProgram(
      process.execPath,
      [
        `--require=${PROBE}`,
        join(ROOT, "dist", "main.js"),
        "serve",
        `--config.file=${join(folder, "exporter.yml")}`,
        "--web.listen-address=127.0.0.1:0",
        "--log.format=json",
      ],
      { LOADED_MODULES: list },
    );
    try {
      const [line] = await program.line(/^\{.*"msg":"listening".*\}$/, READY_DEADLINE_MS);
      const { address } = JSON.parse(line) as { address: string };
      for (const path of ["/metrics", "/health.json", "/", "/api/v1/topology"]) {
        await (await fetch(`http://${address}${path}`)).text();
      }
    } finally {
      await program.stop();
    }
    return fromRoot(readFileSync(list, "utf8").split("\n"));
  }

  function fromRoot(paths: readonly string[]): readonly string[] {
    return paths.map((path) => relative(ROOT, path));
  }

  function roomsOf(loaded: readonly string[]): readonly string[] {
    return Object.entries(ROOMS)
      .filter(([, pattern]) => loaded.some((path) => pattern.test(path)))
      .map(([room]) => room);
  }

  test.each([
    { with: "nothing", config: {}, rooms: [] },
    { with: "a state file", config: { storage: { kind: "file", path: "state.json" } }, rooms: [] },
    {
      with: "heartbeats over NATS",
      config: { nats: { servers: [`nats://${NOWHERE}`], heartbeats: true } },
      rooms: ["the clients of NATS", "NATS heartbeats", "the store in NATS"],
    },
    {
      with: "sources",
      config: { sources: [{ name: "one", url: `http://${NOWHERE}/` }] },
      rooms: ["sources"],
    },
    {
      with: "peers",
      config: { peers: [{ name: "one", url: `http://${NOWHERE}/` }] },
      rooms: ["sources", "peers"],
    },
  ])("with $with: $rooms", async ({ config, rooms }) => {
    const loaded = await loadedWith(config);

    expect(loaded).toContain(join("dist", "app", "exporter.js"));
    expect(roomsOf(loaded)).toEqual(rooms);
  });

  test("as a library: none of it", () => {
    const program = "require(process.argv[1]); console.log(Object.keys(require.cache).join('\\n'))";
    const entry = join(ROOT, "dist", "index.js");
    const printed = execFileSync(process.execPath, ["-e", program, entry], { encoding: "utf8" });
    const loaded = fromRoot(printed.trim().split("\n"));

    expect(loaded).toContain(join("dist", "index.js"));
    expect(roomsOf(loaded)).toEqual([]);
  });
});
