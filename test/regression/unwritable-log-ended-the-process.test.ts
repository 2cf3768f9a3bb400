import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";

import { eventually } from "../support/programs/eventually";
import { freeAddress } from "../support/programs/free-address";
import { someRows, triesAll } from "../support/property-runs";
import { TranspiledProgram } from "../support/programs/transpiled-program";

const DEADLINE_MS = 30_000;

let program: TranspiledProgram;
const started: ChildProcess[] = [];

jest.setTimeout(2 * DEADLINE_MS);
beforeAll(() => {
  program = new TranspiledProgram();
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});
afterAll(() => {
  program.remove();
});

type Sink = "pipe" | "ignore" | "/dev/full";

function start(args: readonly string[], stdout: Sink, stderr: Sink): ChildProcess {
  const full = openSync("/dev/full", "w");
  const stdio = [stdout, stderr].map((sink) => (sink === "/dev/full" ? full : sink));
  const child = spawn(process.execPath, [program.main, ...args], { stdio: ["ignore", ...stdio] });
  closeSync(full);
  started.push(child);
  return child;
}

function pipeOf(stream: Readable | null): Readable {
  if (!stream) throw new Error("started without this pipe");
  return stream;
}

async function lostLines(address: string): Promise<number | undefined> {
  const answer = await fetch(`http://${address}/metrics`).catch(() => undefined);
  const [, count] = /^tidaldb_exporter_log_lines_lost_total (\d+)$/m.exec((await answer?.text()) ?? "") ?? [];
  return count === undefined ? undefined : Number(count);
}

/** A line is lost when the system says so, which may be after the scrape that follows it. */
function moreThan(least: number, address: string): Promise<number> {
  return eventually(`more than ${least} lines are counted`, DEADLINE_MS, async () => {
    const count = await lostLines(address);
    return count !== undefined && count > least ? count : undefined;
  });
}

async function endOf(child: ChildProcess): Promise<unknown> {
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  return code ?? signal;
}

const reload = (address: string): Promise<Response> =>
  fetch(`http://${address}/-/reload`, { method: "POST" });

describe.each(someRows(["serve", "demo"], 1))("%s", (command) => {
  const args = (address: string): readonly string[] => [
    command,
    `--web.listen-address=${address}`,
    ...(command === "demo" ? ["--cluster.listen-address=127.0.0.1:0"] : []),
  ];

  test("starts and works on a disk that is full, counts what it could not say, and stops in order", async () => {
    // A log that cannot be read cannot say which port the system chose.
    const address = await freeAddress();
    const child = start(args(address), "/dev/full", "/dev/full");

    const before = await moreThan(0, address);
    await reload(address);

    expect(await moreThan(before, address)).toBeGreaterThan(before);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  test("lives on when the reader of its log leaves", async () => {
    const address = await freeAddress();
    const child = start(args(address), "ignore", "pipe");
    const log = pipeOf(child.stderr);
    const lines = createInterface(log);
    await once(lines, "line");
    lines.close();
    log.destroy();

    await eventually("it serves", DEADLINE_MS, () => lostLines(address));
    await reload(address);

    expect(await moreThan(0, address)).toBeGreaterThan(0);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});

describe("a command that runs to its end", () => {
  const PLAN = ["plan", "--regions=3", "--shards=5", "--followers=2"];
  const COMMANDS: readonly (readonly [name: string, args: () => readonly string[]])[] = [
    ["--help", () => ["--help"]],
    ["--version", () => ["--version"]],
    ["plan", () => PLAN],
    ["check-config", () => ["check-config", program.write("good.yml", "cluster: { name: x }\n")]],
    ["bundle", () => ["bundle", "--help"]],
  ];

  test.each(someRows(COMMANDS, 1))("%s fails clearly when what it prints has no room", async (_, args) => {
    const child = start(args(), "/dev/full", "pipe");
    const [errors, code] = await Promise.all([textOf(pipeOf(child.stderr)), endOf(child)]);

    expect(errors).toBe("standard output could not be written: ENOSPC\n");
    expect(code).toBe(1);
  });

  /** To a script 1 means that the cluster is degraded. */
  test("what asks an exporter ends with 3, unknown, when the answer has no room", async () => {
    const child = start(["status", "--help"], "/dev/full", "pipe");
    const [errors, code] = await Promise.all([textOf(pipeOf(child.stderr)), endOf(child)]);

    expect(errors).toBe("standard output could not be written: ENOSPC\n");
    expect(code).toBe(3);
  });

  test.each(someRows(COMMANDS, 1))("%s ends quietly when its reader has seen enough", async (_, args) => {
    const child = start(args(), "pipe", "pipe");
    pipeOf(child.stdout).destroy();
    const [errors, code] = await Promise.all([textOf(pipeOf(child.stderr)), endOf(child)]);

    expect(errors).toBe("");
    expect(code).toBe(0);
  });

  test.each(someRows(["pipe", "/dev/full"] as const, 1))(
    "keeps its verdict when nobody takes it: %s",
    async (sink) => {
      const bad = program.write("bad.yml", "nonsense: 1\n");
      const child = start(["check-config", bad], "ignore", sink);
      child.stderr?.destroy();

      expect(await once(child, "exit")).toEqual([1, null]);
    },
  );

  test("says everything, however much it is and however late it is read", async () => {
    // A pipe has room for what is said about a thousand of them.
    const count = triesAll() ? 20_000 : 2_000;
    const bad = program.write("very-bad.yml", Array.from({ length: count }, (_, i) => `x${i}: 1\n`).join(""));
    const child = start(["check-config", bad], "ignore", "pipe");
    const errors = pipeOf(child.stderr);
    await once(errors, "readable"); // By now it waits for room in the pipe.

    expect((await textOf(errors)).split("\n")).toHaveLength(count + 1);
  });
});
