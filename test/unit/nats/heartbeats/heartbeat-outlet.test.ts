import type { NatsConnection } from "@nats-io/transport-node";
import { HeartbeatOutlet } from "../../../../src/nats/heartbeats/heartbeat-outlet";

interface Published {
  readonly subject: string;
  readonly text: string;
}

function setUp({ maxBatch = 10_000, maxBodyBytes = 8 * 1024 * 1024 } = {}) {
  const published: Published[] = [];
  const answers: (() => void)[] = [];
  const connection = {
    publish: (subject: string, body: Uint8Array) => {
      published.push({ subject, text: Buffer.from(body).toString() });
    },
    flush: () => new Promise<void>((resolve) => answers.push(resolve)),
  } as unknown as NatsConnection;
  const link: { connection: NatsConnection | undefined } = { connection };
  const outlet = new HeartbeatOutlet(
    link,
    () => "prod",
    () => ({ maxBatch, maxBodyBytes }),
  );
  return { outlet, link, connection, published, answers };
}

describe("Passing heartbeats on", () => {
  test.each([
    ["one as it is", ['{"a":1}'], '{"a":1}'],
    ["several as a batch", ['{"a":1}', '{"b":2}', "{}"], '[{"a":1},{"b":2},{}]'],
  ])("%s", (_, heartbeats, text) => {
    const { outlet, published } = setUp();

    for (const heartbeat of heartbeats) outlet.pass(Buffer.from(heartbeat));
    outlet.flush();

    expect(published).toEqual([{ subject: "tidaldb.prod.heartbeat.all.all", text }]);
    expect(outlet.sent).toBe(heartbeats.length);
  });

  test("copies what it is given: whoever gave it fills its bytes anew", () => {
    const { outlet, published } = setUp();
    const bytes = Buffer.from("{1}");

    outlet.pass(bytes);
    bytes.fill(0);
    outlet.flush();

    expect(published[0]?.text).toBe("{1}");
  });

  test("sends by itself soon, and at once when there is much", async () => {
    const { outlet, published } = setUp();
    outlet.pass(Buffer.from("{}"));
    expect(published).toHaveLength(0);
    outlet.pass(Buffer.alloc(40_000, 0x20));
    expect(published).toHaveLength(1);

    outlet.pass(Buffer.from("{}"));
    while (published.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(outlet.sent).toBe(3);
  });

  // The others refuse a batch that is beyond theirs, with all that is behind the limit.
  test.each([
    ["heartbeats", { maxBatch: 2 }],
    ["bytes", { maxBodyBytes: 9 }],
  ])("makes no batch of more %s than are taken in", (_, limits) => {
    const { outlet, published } = setUp(limits);
    for (const text of ["{1}", "{2}", "{3}", "{4}", "{5}"]) outlet.pass(Buffer.from(text));
    outlet.flush();

    expect(published.map(({ text }) => text)).toEqual(["[{1},{2}]", "[{3},{4}]", "{5}"]);
    expect(outlet.sent).toBe(5);
  });

  test("counts as lost what there is no connection for, before or after it waited", () => {
    const { outlet, link, connection, published } = setUp();
    outlet.pass(Buffer.from("{}"));
    link.connection = undefined;
    outlet.flush();
    outlet.pass(Buffer.from("{}"));
    link.connection = connection;
    outlet.flush();

    expect(published).toEqual([]);
    expect(outlet.lost).toBe(2);
  });

  test("stops sending to a server that does not answer, and goes on once it does", async () => {
    const { outlet, answers, published } = setUp();
    for (let times = 0; times < 20; times += 1) outlet.pass(Buffer.alloc(1024 * 1024, 0x20));
    const sent = published.length;
    expect(sent).toBeLessThan(12);
    expect(outlet.lost).toBe(20 - sent);

    for (const answer of answers) answer();
    await Promise.resolve();
    await Promise.resolve();
    outlet.pass(Buffer.alloc(1024 * 1024, 0x20));
    expect(published.length).toBe(sent + 1);
  });
});
