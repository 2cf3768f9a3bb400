import { LineOutput, MAX_QUEUED_BYTES, READER_STANDS_STILL } from "../../../src/process/line-output";

/** A descriptor that takes everything, until it is told otherwise. */
class FakeDescriptor {
  text = "";
  /** The system's answer instead of taking anything. */
  error: string | undefined;
  /** Bytes that it takes before it answers with the error; without an end unless given. */
  room = Infinity;
  readonly output = new LineOutput((bytes) => {
    const taken = Math.min(this.room, bytes.length);
    if (this.error !== undefined && taken === 0) throw Object.assign(new Error(), { code: this.error });
    this.text += Buffer.from(bytes.subarray(0, taken)).toString();
    this.room -= taken;
    return taken;
  });

  fail(code: string, room = 0): void {
    this.error = code;
    this.room = room;
  }

  recover(): void {
    this.error = undefined;
    this.room = Infinity;
  }
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe("output that fails", () => {
  test.each(["EPIPE", "ENOSPC", "EIO", "EFBIG", "EBADF"])(
    "after %s the line is lost and counted, and the next one is tried",
    (code) => {
      const descriptor = new FakeDescriptor();
      const { output } = descriptor;
      descriptor.fail(code);
      output.write("one\n");
      output.write("two\nthree\n");
      expect([output.lostLines, output.failure]).toEqual([3, code]);

      descriptor.recover();
      output.write("four\n");

      expect([descriptor.text, output.lostLines]).toEqual(["four\n", 3]);
    },
  );

  test("a line that is half written is lost, and does not become the beginning of the next one", () => {
    const descriptor = new FakeDescriptor();
    const { output } = descriptor;
    descriptor.fail("ENOSPC", 3);
    output.write("a long line\n");
    output.write("another\n");
    descriptor.recover();
    output.write("whole\n");

    expect([descriptor.text, output.lostLines]).toEqual(["a l\nwhole\n", 2]);
  });

  test("tells how many lines were lost once, when a line is written again", () => {
    const descriptor = new FakeDescriptor();
    const { output } = descriptor;
    output.onResumed((lines, reason) => {
      output.write(`lost ${lines} by ${reason}\n`);
    });
    descriptor.fail("ENOSPC");
    output.write("one\n");
    output.write("two\n");
    descriptor.recover();
    output.write("three\n");
    output.write("four\n");

    expect(descriptor.text).toBe("three\nlost 2 by ENOSPC\nfour\n");
  });

  test("tells it again when the line that told it was lost as well", () => {
    const descriptor = new FakeDescriptor();
    const { output } = descriptor;
    output.onResumed((lines) => {
      output.write(`lost ${lines}\n`);
    });
    descriptor.fail("ENOSPC");
    output.write("one\n");
    descriptor.fail("ENOSPC", "two\n".length);
    output.write("two\n");
    descriptor.recover();
    output.write("three\n");

    expect(descriptor.text).toBe("two\nthree\nlost 2\n");
  });

  test("counts what is lost on another way to the same descriptor", () => {
    const { output } = new FakeDescriptor();
    output.lose(1, "EPIPE");
    expect([output.lostLines, output.failure]).toEqual([1, "EPIPE"]);
  });
});

describe("a reader that stands still", () => {
  test.each(["EAGAIN", "EWOULDBLOCK", "EINTR"])(
    "finds everything in order when it goes on after %s",
    (code) => {
      const descriptor = new FakeDescriptor();
      const { output } = descriptor;
      descriptor.fail(code, 2);
      output.write("one\n");
      output.write("two\n");
      expect(descriptor.text).toBe("on");

      descriptor.recover();
      jest.advanceTimersByTime(1_000);

      expect([descriptor.text, output.lostLines]).toEqual(["one\ntwo\n", 0]);
    },
  );

  test("finds everything when the system takes nothing without saying why", () => {
    const descriptor = new FakeDescriptor();
    descriptor.room = 0;
    descriptor.output.write("one\n");
    descriptor.recover();
    jest.advanceTimersByTime(1_000);

    expect(descriptor.text).toBe("one\n");
  });

  test("costs a service no more memory than a limit: what comes later is lost, counted and told", () => {
    const descriptor = new FakeDescriptor();
    const { output } = descriptor;
    output.limitQueue();
    output.onResumed((lines, reason) => {
      output.write(`lost ${lines}: ${reason}\n`);
    });
    descriptor.fail("EAGAIN");
    const line = `${"x".repeat(1023)}\n`;
    const fitting = MAX_QUEUED_BYTES / line.length;
    for (let count = 0; count < fitting + 7; count += 1) output.write(line);
    expect([output.lostLines, output.failure]).toEqual([7, READER_STANDS_STILL]);

    descriptor.recover();
    jest.advanceTimersByTime(1_000);

    expect(descriptor.text).toBe(`${line.repeat(fitting)}lost 7: ${READER_STANDS_STILL}\n`);
  });

  test("gets all that anything but a service has to say", () => {
    const descriptor = new FakeDescriptor();
    descriptor.fail("EAGAIN");
    const line = `${"x".repeat(MAX_QUEUED_BYTES)}\n`;
    for (let count = 0; count < 3; count += 1) descriptor.output.write(line);
    descriptor.recover();
    jest.advanceTimersByTime(1_000);

    expect(descriptor.text).toBe(line.repeat(3));
  });

  test("loses what waits when it leaves", () => {
    const descriptor = new FakeDescriptor();
    descriptor.fail("EAGAIN");
    descriptor.output.write("one\n");
    descriptor.output.write("two\n");
    descriptor.fail("EPIPE");
    jest.advanceTimersByTime(1_000);

    expect([descriptor.text, descriptor.output.lostLines]).toEqual(["", 2]);
  });

  test("is waited for at the end until it has everything, or until the time is over", async () => {
    const descriptor = new FakeDescriptor();
    const { output } = descriptor;
    await output.settled();
    descriptor.fail("EAGAIN");
    output.write("one\n");
    const ends: string[] = [];
    const waited = [
      output.settled().then(() => ends.push("has everything")),
      output.settled(2_000).then(() => ends.push("time is over")),
    ];
    await jest.advanceTimersByTimeAsync(1_999);
    expect(ends).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(ends).toEqual(["time is over"]);

    descriptor.recover();
    await jest.advanceTimersByTimeAsync(1_000);
    await Promise.all(waited);

    expect([descriptor.text, ends]).toEqual(["one\n", ["time is over", "has everything"]]);
  });
});
