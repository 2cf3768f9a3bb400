import { createLogger } from "../../../src/app/logger";
import { serveUntilStopped } from "../../../src/app/serve-until-stopped";

function setUp(ended?: Promise<void>) {
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
  const served = serveUntilStopped(
    servant,
    (signal, listener) => {
      const those = listeners.get(signal) ?? new Set();
      listeners.set(signal, those.add(listener));
      return () => those.delete(listener);
    },
    logger,
  );
  const send = (signal: string): void => {
    for (const listener of [...(listeners.get(signal) ?? [])]) listener();
  };
  const listening = (): number => [...listeners.values()].reduce((sum, those) => sum + those.size, 0);
  return { events, send, served, listening };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe("serving until stopped", () => {
  test.each(["SIGTERM", "SIGINT"])(
    "%s stops, once, though npm may pass the same signal on",
    async (signal) => {
      const { events, send, served } = setUp();

      send(signal);
      send(signal);

      expect(await served).toBe("signal");
      expect(events).toEqual(["told to stop", "stop"]);
    },
  );

  test("a signal that comes a second later meets no listener that would make it wait", async () => {
    const { send, served, listening } = setUp();
    send("SIGINT");
    await served;
    expect(listening()).toBeGreaterThan(0);

    jest.advanceTimersByTime(1_000);

    expect(listening()).toBe(0);
  });

  test("a servant that cannot go on is stopped in order", async () => {
    const { events, served } = setUp(Promise.resolve());

    expect(await served).toBe("ended");
    expect(events).toEqual(["stop"]);
  });

  test("SIGHUP reloads, and a reload that throws is logged and ends nothing", async () => {
    const { events, send, served } = setUp();

    send("SIGHUP");
    await Promise.resolve();
    send("SIGTERM");
    await served;

    expect(events).toEqual(expect.arrayContaining(["reload", "configuration not reloaded", "stop"]));
  });
});
