import { Endings } from "../../src/app/endings";
import { EventLoopWatch } from "../../src/app/background/event-loop-watch";
import { HttpServer } from "../../src/http/server/server";
import { FileStore } from "../../src/store/file/file-store";
import { RunningExporter } from "../support/app/running-exporter";

/** Does something else in the place of a method, which it is given to call. */
function instead<K extends string>(
  prototype: Record<K, (options: { graceMs: number }) => unknown>,
  method: K,
  act: (original: () => unknown) => unknown,
): void {
  const original = prototype[method];
  jest.spyOn(prototype as Record<string, () => unknown>, method).mockImplementation(function (this: unknown) {
    return act(() => original.call(this, { graceMs: 0 }));
  });
}

afterEach(() => {
  jest.restoreAllMocks();
});

test("what was begun last is ended first, each once, and one that fails keeps no other from it", async () => {
  const ended: string[] = [];
  const failures: unknown[] = [];
  const endings = new Endings((error) => failures.push(error));
  endings.add(
    () => void ended.push("store"),
    () => {
      throw new Error("ticker");
    },
  );
  endings.add(
    () => Promise.reject(new Error("listener")),
    async () => {
      await Promise.resolve();
      ended.push("ports");
    },
  );
  await endings.run();
  await endings.run();
  expect(ended).toEqual(["ports", "store"]);
  expect(failures).toEqual([new Error("listener"), new Error("ticker")]);
});

test("an exporter ends in the opposite order of its beginning, also when something on the way fails, and says so", async () => {
  const order: string[] = [];
  const exporter = await RunningExporter.start("storage: { kind: file, path: FOLDER/state.json }\n");
  instead(FileStore.prototype, "close", (close) => {
    order.push("store");
    return close();
  });
  instead(EventLoopWatch.prototype, "close", (close) => {
    order.push("event loop watch");
    close();
    throw new Error("the event loop watch cannot be ended");
  });
  instead(HttpServer.prototype, "stop", async (stop) => {
    order.push("ports");
    await stop();
    throw new Error("the ports cannot be closed");
  });

  await exporter.remove();

  expect(order).toEqual(["ports", "event loop watch", "store"]);
  expect(exporter.messages.filter((message) => message.includes("could not be ended in order"))).toHaveLength(
    2,
  );
  expect(exporter.messages.at(-1)).toBe("stopped");
});
