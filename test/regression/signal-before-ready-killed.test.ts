import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { someRows } from "../support/property-runs";
import { TranspiledProgram } from "../support/programs/transpiled-program";

const DEADLINE_MS = 60_000;

let program: TranspiledProgram;
let started: ChildProcess[] = [];

jest.setTimeout(DEADLINE_MS);
beforeAll(() => {
  program = new TranspiledProgram();
});
afterEach(() => {
  for (const child of started) child.kill("SIGKILL");
  started = [];
});
afterAll(() => {
  program.remove();
});

interface Run {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  /** Settles with the exit code and the signal once all lines are there. */
  readonly ended: Promise<unknown[]>;
  readonly said: (word: string) => Promise<void>;
}

function run(args: readonly string[], node: readonly string[] = []): Run {
  const child = spawn(process.execPath, [...node, program.main, ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  started.push(child);
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface(child.stderr).on("line", (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  const said = (word: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (lines.some((line) => line.includes(word))) resolve();
      };
      waiting.add(look);
      look();
    });
  return { child, lines, ended: once(child, "close"), said };
}

/** Has the program get a signal while it loads its own files. */
function signalWhileLoading(signal: NodeJS.Signals): readonly string[] {
  const hook = program.write(
    `${signal}.cjs`,
    `const Module = require("node:module");
     const load = Module._load;
     Module._load = function (request, ...rest) {
       if (request === "./cli/program") process.kill(process.pid, "${signal}");
       return load.call(this, request, ...rest);
     };`,
  );
  return ["--require", hook];
}

const SERVICES: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["serve", ["serve", "--web.listen-address=127.0.0.1:0"]],
  ["demo", ["demo", "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=127.0.0.1:0"]],
];

describe.each(someRows(SERVICES, 1))("%s", (_, args) => {
  test("SIGHUP while it is being loaded reloads after the start", async () => {
    const { child, lines, ended, said } = run(args, signalWhileLoading("SIGHUP"));
    await said("configuration reloaded");
    child.kill("SIGTERM");

    expect(await ended).toEqual([0, null]);
    const order = ["msg=ready", "configuration reloaded", "told to stop", "msg=stopped"];
    const places = order.map((word) => lines.findIndex((line) => line.includes(word)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  test.each(someRows(["SIGTERM", "SIGINT"] as const, 1))(
    "%s while it is being loaded ends it with a word",
    async (signal) => {
      const { lines, ended } = run(args, signalWhileLoading(signal));

      expect(await ended).toEqual([0, null]);
      expect(lines.join("\n")).toContain(`msg="told to stop" signal=${signal}`);
      expect(lines.join("\n")).not.toContain("level=error");
    },
  );
});

test("SIGHUP and SIGTERM while the configuration is read: neither kills, and it ends with 0", async () => {
  const fifo = join(program.folder, "configuration.fifo");
  spawnSync("mkfifo", [fifo]);
  const { child, lines, ended, said } = run([
    "serve",
    "--web.listen-address=127.0.0.1:0",
    `--config.file=${fifo}`,
  ]);
  const writer = await open(fifo, "w"); // It reads.
  child.kill("SIGHUP");
  child.kill("SIGTERM");
  await said("told to stop");
  await writer.write("cluster: { name: x }\n");
  await writer.close();

  expect(await ended).toEqual([0, null]);
  expect(lines).toHaveLength(1);
});

test.each(someRows(["SIGHUP", "SIGTERM", "SIGINT"] as const, 1))(
  "a command that runs to its end is ended by %s as any process is, but not without a word",
  async (signal) => {
    const fifo = join(program.folder, `${signal}.fifo`);
    spawnSync("mkfifo", [fifo]);
    const { child, lines, ended } = run(["check-config", fifo]);
    const writer = await open(fifo, "w"); // It reads.
    child.kill(signal);

    expect(await ended).toEqual([null, signal]);
    expect(lines).toEqual([`ended by ${signal}`]);
    await writer.close();
  },
);
