#!/usr/bin/env node
import { runProgram } from "./cli/program";

async function main(): Promise<number> {
  let exitCode = 0;
  await runProgram(process.argv.slice(2), {
    env: process.env,
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    onSignal: (signal, listener) => {
      process.on(signal, listener);
      return () => process.off(signal, listener);
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
  });
  return exitCode;
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
