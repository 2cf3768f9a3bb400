import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import { someRows } from "../support/property-runs";

const MODULE = pathToFileURL(join(__dirname, "..", "..", "scripts", "ready", "end-with-npm.mjs")).href;
/** More than two looks at the chain; the program says "tick" as often as it looks. */
const TICKS = 4;
/** Left alone, the program would end by itself only after this. */
const GIVE_UP_MS = 30_000;

const folder = mkdtempSync(join(tmpdir(), "killed-npm-"));
const program = join(folder, "program.mjs");
const npm = join(folder, "npm.mjs");
const started: ChildProcess[] = [];
const pids: number[] = [];

beforeAll(() => {
  writeFileSync(
    program,
    `import { chainToNpm, endWithNpm } from ${JSON.stringify(MODULE)};
     endWithNpm(chainToNpm());
     process.on("SIGTERM", () => { console.log("ended"); process.exit(); });
     console.log("program " + process.pid);
     setInterval(() => console.log("tick"), 250);
     setTimeout(() => process.exit(), ${GIVE_UP_MS});`,
  );
  // As npm does it: on Node, which the environment names, with the script in a shell that stays, or in one that does not.
  writeFileSync(
    npm,
    `import { spawn } from "node:child_process";
     const env = { ...process.env, npm_node_execpath: process.execPath };
     const node = '"' + process.execPath + '" "${program}"';
     const script = process.argv[2] === "shell stays" ? node + "; true" : "exec " + node;
     spawn("sh", ["-c", script], { env, stdio: "inherit" });
     console.log("npm " + process.pid);`,
  );
});

afterEach(() => {
  for (const pid of pids.splice(0)) endIfThere(pid);
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each(someRows(["shell stays", "shell makes way"], 1))(
  "kill -9 of npm alone ends the program that npm runs, when the %s",
  async (shell) => {
    const said = listen(start(process.execPath, npm, shell));
    const npmPid = await said.pid("npm");
    await said.pid("program");
    await said.times("tick", 1);

    process.kill(npmPid, "SIGKILL");

    await said.times("ended", 1);
  },
  GIVE_UP_MS,
);

test.each(someRows(["shell stays", "shell makes way"], 1))(
  "the end of the terminal that npm was left running by ends nothing, when the %s",
  async (shell) => {
    const said = listen(start("sh", "-c", `"${process.execPath}" "${npm}" "${shell}" & wait`));
    await said.pid("npm");
    await said.pid("program");

    started[0]?.kill("SIGKILL");

    const ticks = said.count("tick");
    await said.times("tick", ticks + TICKS);
    expect(said.count("ended")).toBe(0);
  },
  GIVE_UP_MS,
);

function start(file: string, ...args: readonly string[]): ChildProcess {
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  return child;
}

/** What the programs say, all on one pipe. */
function listen({ stdout }: ChildProcess) {
  if (!stdout) throw new Error("started without a pipe");
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  createInterface(stdout).on("line", (line) => {
    lines.push(line);
    for (const look of waiting) look();
  });
  const count = (word: string): number => lines.filter((line) => line.startsWith(word)).length;
  const times = (word: string, wanted: number): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (count(word) < wanted) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const pid = async (name: string): Promise<number> => {
    await times(name, 1);
    const found = Number(lines.find((line) => line.startsWith(name))?.split(" ")[1]);
    pids.push(found);
    return found;
  };
  return { count, times, pid };
}

function endIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
