import type { Host } from "../../../src/cli/host";

/** A process that remembers what a command did to it. */
export interface RecordingHost extends Host {
  readonly output: string;
  readonly errors: string;
  /** 0 unless the command said otherwise. */
  readonly exitCode: number;
  /** Settles once the text on standard error matches. */
  untilError(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal to whoever listens. */
  send(signal: NodeJS.Signals): void;
  /** Has Node warn of something. */
  warn(warning: Error): void;
}

/** @param env - the environment that the command sees. */
export function recordingHost(env: Readonly<Record<string, string>> = {}): RecordingHost {
  const listeners = new Map<NodeJS.Signals, Set<() => void>>();
  const warningListeners = new Set<(warning: Error) => void>();
  const waiting = new Set<() => void>();
  const seen = { output: "", errors: "", exitCode: 0 };
  const stderr = (text: string): void => {
    seen.errors += text;
    for (const check of [...waiting]) check();
  };
  return {
    env,
    stdout: (text) => {
      seen.output += text;
    },
    stderr,
    terminal: () => undefined,
    isOutputGone: () => false,
    exitWith: (code) => {
      seen.exitCode = code;
    },
    log: {
      write: (line) => {
        stderr(line);
      },
      lostLines: 0,
      onResumed: () => undefined,
    },
    hasLostTerminal: () => false,
    startsWork: () => undefined,
    failWith: () => undefined,
    onSignal: (signal, listener) => {
      const those = listeners.get(signal) ?? new Set();
      listeners.set(signal, those.add(listener));
      return () => those.delete(listener);
    },
    onWarning: (listener) => {
      warningListeners.add(listener);
      return () => warningListeners.delete(listener);
    },
    untilError: (pattern) =>
      new Promise((resolve) => {
        const check = (): void => {
          const match = pattern.exec(seen.errors);
          if (!match) return;
          waiting.delete(check);
          resolve(match);
        };
        waiting.add(check);
        check();
      }),
    send: (signal) => {
      for (const listener of [...(listeners.get(signal) ?? [])]) listener();
    },
    warn: (warning) => {
      for (const listener of [...warningListeners]) listener(warning);
    },
    get output() {
      return seen.output;
    },
    get errors() {
      return seen.errors;
    },
    get exitCode() {
      return seen.exitCode;
    },
  };
}
