import { EventEmitter } from "node:events";
import { whenProcessShouldEnd } from "../../../src/reference-cluster/process-end";

describe("the end of a process", () => {
  test.each([
    ["SIGTERM", "SIGTERM"],
    ["SIGINT", "SIGINT"],
    ["disconnect", "the parent process is gone"],
  ])("comes with %s, once, and leaves the next one to Node", (event, reason) => {
    const emitter = new EventEmitter();
    const reasons: string[] = [];
    whenProcessShouldEnd(emitter as NodeJS.Process, (heard) => reasons.push(heard));
    emitter.emit(event);
    emitter.emit("SIGTERM");
    expect(reasons).toEqual([reason]);
    expect(emitter.eventNames()).toEqual([]);
  });
});
