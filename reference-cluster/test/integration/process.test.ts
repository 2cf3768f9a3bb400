import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { TranspiledProgram } from "../../../test/support/programs/transpiled-program";
import type { ReferenceClusterReady } from "../../run-reference-cluster";
import { StubExporter } from "./stub-exporter";
import { someRows } from "../../../test/support/property-runs";

const DEADLINE_MS = 60_000;

let program: TranspiledProgram;
let parent: string;
let exporter: StubExporter;
const children: ChildProcess[] = [];

beforeAll(() => {
  program = new TranspiledProgram();
}, DEADLINE_MS);

afterAll(() => {
  program.remove();
});

beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), "reference-cluster-test-"));
  exporter = await StubExporter.start();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await exporter.stop();
  rmSync(parent, { recursive: true, force: true });
});

function start(...args: readonly string[]): ChildProcess {
  const always = ["--exporter-url", exporter.url.href, "--listen-address", "127.0.0.1:0"];
  const child = fork(join(program.folder, "dist", "reference-cluster", "main.js"), [...always, ...args], {
    execArgv: [],
    env: { ...process.env, TMPDIR: parent },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  children.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<ReferenceClusterReady> {
  return await new Promise((resolve, reject) => {
    child.once("message", resolve as (message: unknown) => void);
    child.once("exit", (code) => {
      reject(new Error(`the reference cluster ended with ${code ?? "a signal"} before it was ready`));
    });
  });
}

async function exit(child: ChildProcess): Promise<number | null> {
  return await new Promise((resolve) => {
    child.once("exit", resolve);
  });
}

describe("the reference cluster as a program", () => {
  test.each<[string, (child: ChildProcess) => void]>(
    someRows(
      [
        ["SIGTERM", (child) => child.kill("SIGTERM")],
        [
          "the end of its parent's channel",
          (child) => {
            child.disconnect();
          },
        ],
      ],
      1,
    ),
  )(
    "says when it is ready, and ends with success and no data left on %s",
    async (_, end) => {
      const child = start("--fault", "kill-region:eu-west@1h");
      const { kind, controlUrl } = await ready(child);
      expect(kind).toBe("ready");
      expect((await fetch(new URL("/status", controlUrl))).status).toBe(200);
      expect(readdirSync(parent)).toHaveLength(1);
      const ended = exit(child);
      end(child);
      expect(await ended).toBe(0);
      expect(readdirSync(parent)).toEqual([]);
    },
    DEADLINE_MS,
  );

  test.each(
    someRows(
      [
        [["--fault", "kill-region:mars"], "region: expected one of the regions us-east, eu-west, ap-south"],
        [["--exporter-token-file", "/nowhere/token"], "--exporter-token-file"],
        [["--data-dir", "/dev/null/data"], "--data-dir: "],
      ],
      1,
    ),
  )(
    "ends with failure, a sentence and no data left for %p",
    async (args, message) => {
      const child = start(...args);
      if (child.stderr === null) throw new Error("started without this pipe");
      // Some of it may still be on its way when the child has ended.
      const [said, code] = await Promise.all([text(child.stderr), exit(child)]);
      expect(code).toBe(1);
      expect(said).toContain(message);
      expect(readdirSync(parent)).toEqual([]);
    },
    DEADLINE_MS,
  );
});
