import { Readiness } from "../../../../src/app/background/readiness";
import { createLogger } from "../../../../src/app/logging/logger";
import { UnreliableStore } from "../../../support/store/unreliable-store";

function setUp() {
  const lines: string[] = [];
  const store = new UnreliableStore();
  const logger = createLogger("info", "logfmt", { write: (line) => lines.push(line) });
  return { store, lines, readiness: new Readiness(store, logger) };
}

describe("readiness", () => {
  test("comes with the start and goes with the stop", () => {
    const { readiness } = setUp();

    expect(readiness.reasons).toEqual(["starting: not listening yet"]);
    readiness.started();
    expect(readiness.reasons).toEqual([]);
    readiness.stopping();
    expect(readiness.reasons).toEqual(["stopping: open requests are being finished"]);
  });

  test("is lost while the store cannot be reached, without telling strangers where the store is", async () => {
    const { readiness, store } = setUp();
    readiness.started();

    store.isFailing = true;
    await readiness.checkStore();
    expect(readiness.reasons).toEqual(["topology and tenants cannot be kept: see the log"]);

    store.isFailing = false;
    await readiness.checkStore();
    expect(readiness.reasons).toEqual([]);
  });

  test("is kept while a shared store cannot be reached, which is told in a note", async () => {
    const { store, lines } = setUp();
    const logger = createLogger("info", "logfmt", { write: (line) => lines.push(line) });
    const shared = Object.assign(store, {
      shared: { onChange: () => () => undefined, saveKnown: () => Promise.resolve() },
    });
    const readiness = new Readiness(shared, logger);
    readiness.started();
    expect([readiness.notes, readiness.isStoreReachable]).toEqual([[], true]);

    store.isFailing = true;
    await readiness.checkStore();

    expect(readiness.reasons).toEqual([]);
    expect(readiness.notes).toEqual(["topology and tenants cannot be kept: see the log"]);
    expect(readiness.isStoreReachable).toBe(false);
  });

  test("logs the loss of the store once, and its return once", async () => {
    const { readiness, store, lines } = setUp();

    await readiness.checkStore();
    store.isFailing = true;
    await readiness.checkStore();
    await readiness.checkStore();
    store.isFailing = false;
    await readiness.checkStore();
    await readiness.checkStore();

    expect(lines.map((line) => /msg="([^"]*)"/.exec(line)?.[1])).toEqual([
      "the store cannot be reached",
      "the store can be reached again",
    ]);
  });
});
