#!/usr/bin/env node
import { ProgramProcess } from "./process/program-process";
import type { runProgram as RunProgram } from "./cli/program";

// Before anything else: until then, a SIGHUP kills.
const own = new ProgramProcess(process);

async function main(): Promise<number> {
  // Loaded here, and not above, because it takes longer than all else of a start.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would find no file without an extension
  const { runProgram } = require("./cli/program") as { runProgram: typeof RunProgram };
  const { stdout, stderr, signals } = own;
  let exitCode = 0;
  await runProgram(process.argv.slice(2), {
    env: process.env,
    stdout: (text) => {
      stdout.write(text);
    },
    stderr: (text) => {
      stderr.write(text);
    },
    terminal: () => (process.stdout.isTTY ? { columns: process.stdout.columns } : undefined),
    isOutputGone: () => stdout.failure !== undefined,
    log: {
      write: (line) => {
        stderr.write(line);
      },
      onResumed: (listener) => {
        stderr.onResumed(listener);
      },
      get lostLines() {
        return stdout.lostLines + stderr.lostLines;
      },
    },
    onSignal: signals.onSignal,
    hasLostTerminal: () => own.hasLostTerminal,
    startsWork: (kind) => {
      if (kind === "service") own.beService();
      else own.endOnSignals();
    },
    onWarning: (listener) => {
      // Node prints them in a listener of its own.
      const usual = process.listeners("warning");
      process.removeAllListeners("warning").on("warning", listener);
      return () => {
        process.off("warning", listener);
        for (const each of usual) process.on("warning", each);
      };
    },
    exitWith: (code) => {
      exitCode = code;
    },
    failWith: (code) => {
      own.failWith(code);
    },
  });
  return exitCode;
}

main().then(
  (exitCode) => own.end(exitCode),
  (error: unknown) => {
    own.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return own.end();
  },
);
