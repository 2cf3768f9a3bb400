import { EventEmitter } from "node:events";
import { whenProcessShouldEnd } from "../../process-end";

describe("the end of a process", () => {
  test.each([
    ["SIGTERM", "SIGTERM"],
    ["SIGINT", "SIGINT"],
    ["SIGHUP", "SIGHUP"],
    ["disconnect", "the parent process is gone"],
  ])("comes with %s, once, and leaves the next one to Node", (event, reason) => {
    const emitter = new EventEmitter();
    const reasons: string[] = [];
    whenProcessShouldEnd(emitter as NodeJS.Process, (heard) => reasons.push(heard));
    emitter.emit(event, event);
    emitter.emit("SIGTERM", "SIGTERM");
    expect(reasons).toEqual([reason]);
    expect(emitter.eventNames()).toEqual([]);
  });

  test("is not disturbed by a second signal while it cleans up: someone still listens for that", () => {
    const emitter = new EventEmitter();
    const heard: unknown[] = [];
    whenProcessShouldEnd(emitter as NodeJS.Process, (reason) => {
      heard.push(reason, emitter.emit("SIGTERM", "SIGTERM"), emitter.emit("SIGINT", "SIGINT"));
    });
    emitter.emit("SIGTERM", "SIGTERM");
    expect(heard).toEqual(["SIGTERM", true, true]);
  });

  test("leaves the next signal to Node also when cleaning up fails", () => {
    const emitter = new EventEmitter();
    whenProcessShouldEnd(emitter as NodeJS.Process, () => {
      throw new Error("disk");
    });
    expect(() => emitter.emit("SIGTERM", "SIGTERM")).toThrow("disk");
    expect(emitter.eventNames()).toEqual([]);
  });
});
