import { EventEmitter } from "node:events";

import { HELD_SIGNALS, SignalInbox } from "../../../src/process/signal-inbox";
import type { SignalTarget } from "../../../src/process/signal-inbox";

/** A process that says what a signal did to it. */
class FakeProcess extends EventEmitter {
  readonly pid = 42;
  readonly deaths: string[] = [];

  kill(_pid: number, signal: string): true {
    if (!this.emit(signal, signal)) this.deaths.push(signal);
    return true;
  }
}

function setUp() {
  const target = new FakeProcess();
  const inbox = new SignalInbox(target as unknown as SignalTarget);
  const heard: string[] = [];
  return { target, inbox, heard };
}

describe.each(HELD_SIGNALS)("%s before anybody listens", (signal) => {
  test("kills nothing, and is handed over once to whoever listens first", async () => {
    const { target, inbox, heard } = setUp();
    target.kill(42, signal);
    target.kill(42, signal);

    inbox.onSignal(signal, () => heard.push("first"));
    expect(heard).toEqual([]); // Not before the listener's own work is done.
    await Promise.resolve();
    inbox.onSignal(signal, () => heard.push("second"));
    await Promise.resolve();

    expect([heard, target.deaths]).toEqual([["first"], []]);
  });

  test("does what it does to any process once nobody is going to listen", () => {
    const { target, inbox } = setUp();
    target.kill(42, signal);

    inbox.release();

    expect(target.deaths).toEqual([signal]);
  });

  test("meets whoever listens by another way once it is released", () => {
    const { target, inbox, heard } = setUp();
    target.kill(42, signal);
    target.on(signal, () => heard.push("other way"));

    inbox.release();
    inbox.release();

    expect([heard, target.deaths]).toEqual([["other way"], []]);
  });
});

test("a signal that comes later reaches the listener directly, until it listens no longer", () => {
  const { target, inbox, heard } = setUp();
  const off = inbox.onSignal("SIGTERM", () => heard.push("SIGTERM"));
  target.kill(42, "SIGTERM");
  off();
  target.kill(42, "SIGTERM");

  expect([heard, target.deaths]).toEqual([["SIGTERM"], ["SIGTERM"]]);
});
