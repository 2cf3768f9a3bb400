import { createLogger } from "../../../src/app/logging/logger";
import { serveUntilStopped } from "../../../src/app/serve-until-stopped";

interface Circumstances {
  readonly ended?: Promise<void>;
  /** What the start waits for; nothing unless given. */
  readonly startGate?: Promise<void>;
  readonly failsToStart?: boolean;
  readonly hasLostTerminal?: () => boolean;
}

function setUp({ ended, startGate, failsToStart = false, hasLostTerminal }: Circumstances = {}) {
  const events: string[] = [];
  const listeners = new Map<string, Set<() => void>>();
  const logger = createLogger("info", "logfmt", {
    write: (line) => events.push(/msg="([^"]*)"/.exec(line)?.[1] ?? line),
  });
  const servant = {
    ...(ended && { ended }),
    reload: () => {
      events.push("reload");
      return Promise.reject(new Error("the file is gone"));
    },
    stop: () => {
      events.push("stop");
      return Promise.resolve();
    },
  };
  const served = serveUntilStopped({
    start: async (stopAsked) => {
      await startGate;
      if (failsToStart || stopAsked.aborted) return undefined;
      events.push("started");
      return servant;
    },
    onSignal: (signal, listener) => {
      const those = listeners.get(signal) ?? new Set();
      listeners.set(signal, those.add(listener));
      return () => those.delete(listener);
    },
    logger,
    ...(hasLostTerminal && { hasLostTerminal }),
  });
  const send = (signal: string): void => {
    for (const listener of [...(listeners.get(signal) ?? [])]) listener();
  };
  const listening = (): number =>
    STOP_SIGNALS.reduce((sum, name) => sum + (listeners.get(name)?.size ?? 0), 0);
  return { events, send, served, listening };
}

const STOP_SIGNALS = ["SIGTERM", "SIGINT"];

/** Something to wait for, and what ends the waiting. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe("serving until stopped", () => {
  test.each(STOP_SIGNALS)("%s stops, once, though npm may pass the same signal on", async (signal) => {
    const { events, send, served } = setUp();
    await jest.advanceTimersByTimeAsync(0);

    send(signal);
    send(signal);

    expect(await served).toBe("signal");
    expect(events).toEqual(["started", "told to stop", "stop"]);
  });

  test("a signal that comes a second later meets no listener that would make it wait", async () => {
    const { send, served, listening } = setUp();
    send("SIGINT");
    await served;
    expect(listening()).toBeGreaterThan(0);

    jest.advanceTimersByTime(1_000);

    expect(listening()).toBe(0);
  });

  test("a servant that cannot go on is stopped in order", async () => {
    const { events, served } = setUp({ ended: Promise.resolve() });

    expect(await served).toBe("ended");
    expect(events).toEqual(["started", "stop"]);
  });

  test("SIGHUP reloads, and a reload that throws is logged and ends nothing", async () => {
    const { events, send, served } = setUp();
    await jest.advanceTimersByTimeAsync(0);

    send("SIGHUP");
    await jest.advanceTimersByTimeAsync(0);
    send("SIGTERM");
    await served;

    expect(events).toEqual(["started", "reload", "configuration not reloaded", "told to stop", "stop"]);
  });

  test("SIGHUP while it stops neither reloads nor meets no listener, which would kill", async () => {
    const { events, send, served } = setUp();
    await jest.advanceTimersByTimeAsync(0);
    send("SIGTERM");
    send("SIGHUP");
    await served;

    expect(events).toEqual(["started", "told to stop", "stop"]);
  });

  test("SIGHUP during the start reloads after it, once", async () => {
    const { opened, open } = gate();
    const { events, send, served } = setUp({ startGate: opened });

    send("SIGHUP");
    send("SIGHUP");
    open();
    await jest.advanceTimersByTimeAsync(0);
    send("SIGTERM");
    await served;

    expect(events).toEqual(["started", "reload", "configuration not reloaded", "told to stop", "stop"]);
  });

  test.each(STOP_SIGNALS)(
    "%s during the start says so at once and ends it as it should be",
    async (signal) => {
      const { opened, open } = gate();
      const { events, send, served } = setUp({ startGate: opened });

      send(signal);
      send("SIGHUP");
      expect(events).toEqual(["told to stop"]);
      open();

      expect(await served).toBe("signal");
      expect(events).toEqual(["told to stop"]);
    },
  );

  test("a start that hangs is not waited for after a stop for longer than ten seconds", async () => {
    const { events, send, served } = setUp({ startGate: gate().opened });

    send("SIGTERM");
    await jest.advanceTimersByTimeAsync(9_999);
    expect(events).toEqual(["told to stop"]);
    await jest.advanceTimersByTimeAsync(1);

    expect(await served).toBe("failed");
    expect(events[1]).toMatch(/did not come to its end/);
  });

  test("a start that fails has failed, whatever signals came", async () => {
    const { events, send, served } = setUp({ failsToStart: true });
    send("SIGHUP");

    expect(await served).toBe("failed");
    expect(events).toEqual([]);
  });

  test("SIGHUP of a terminal that was closed asks for the end", async () => {
    const { events, send, served } = setUp({ hasLostTerminal: () => true });
    await jest.advanceTimersByTimeAsync(0);

    send("SIGHUP");

    expect(await served).toBe("signal");
    expect(events).toEqual(["started", "told to stop", "stop"]);
  });
});
