import { InProcessTransport } from "../../../replication/in-process-transport";
import type { LinkConditions } from "../../../replication/link-conditions";
import type { ReplicationMessage } from "../../../replication/transport";
import { FakeScheduler } from "../../support/fake-scheduler";

const LEADERSHIP = { shardId: 3, regionId: 0, term: 0, startSeqno: 0n };
const PROBE: ReplicationMessage = { kind: "probe", leadership: LEADERSHIP, sentAtMs: 0 };
const PERFECT: LinkConditions = { latencyMs: 40, bytesPerSecond: Infinity, loss: 0 };

/** With the 64 bytes around it a message of this size on the line. */
function segment(bytesOnLine: number): ReplicationMessage {
  return { kind: "segment", leadership: LEADERSHIP, sentAtMs: 0, bytes: Buffer.alloc(bytesOnLine - 64) };
}

function setUp(usual: LinkConditions = PERFECT) {
  const scheduler = new FakeScheduler();
  const transport = new InProcessTransport(scheduler, () => usual);
  const startMs = scheduler.monotonicMs();
  const arrivals: number[] = [];
  const stop = transport.listen(1, () => arrivals.push(scheduler.monotonicMs() - startMs));
  return { scheduler, transport, arrivals, stop };
}

describe("the in-process transport", () => {
  test("delivers after the latency, naming the sender", () => {
    const { scheduler, transport, arrivals } = setUp();
    const heard: unknown[] = [];
    transport.listen(2, (message, from) => heard.push([message, from]));
    transport.send(0, 1, PROBE);
    transport.send(0, 2, PROBE);
    scheduler.advance(39);
    expect(arrivals).toEqual([]);
    scheduler.advance(1);
    expect(arrivals).toEqual([40]);
    expect(heard).toEqual([[PROBE, 0]]);
  });

  test("sends one message after the other over a narrow line", () => {
    const { scheduler, transport, arrivals } = setUp({ ...PERFECT, bytesPerSecond: 1_000 });
    transport.send(0, 1, segment(500));
    transport.send(0, 1, segment(250));
    scheduler.advance(2_000);
    expect(arrivals).toEqual([540, 790]);
  });

  test("loses what would have to wait too long for a narrow line", () => {
    const { scheduler, transport, arrivals } = setUp({ ...PERFECT, bytesPerSecond: 100 });
    for (let sent = 0; sent < 20; sent += 1) transport.send(0, 1, segment(200));
    scheduler.advance(60_000);
    expect(arrivals).toHaveLength(6);
  });

  test.each([
    [0, 1_000],
    [0.25, 750],
    [0.9, 100],
    [1, 0],
  ])("loses the given part of the messages (%d)", (loss, delivered) => {
    const { scheduler, transport, arrivals } = setUp({ ...PERFECT, loss });
    for (let sent = 0; sent < 1_000; sent += 1) transport.send(0, 1, PROBE);
    scheduler.advance(100);
    expect(Math.abs(arrivals.length - delivered)).toBeLessThanOrEqual(50);
  });

  test("loses what arrives where nobody listens", () => {
    const { scheduler, transport, arrivals, stop } = setUp();
    transport.send(0, 1, PROBE);
    stop();
    scheduler.advance(100);
    expect(arrivals).toEqual([]);
  });

  test("is impaired in one direction for as long as it should be", () => {
    const { scheduler, transport, arrivals } = setUp();
    const release = transport.impair(0, 1, { extraLatencyMs: 60 });
    expect(transport.conditions(1, 0)).toEqual(PERFECT);
    transport.send(0, 1, PROBE);
    release();
    transport.send(0, 1, PROBE);
    scheduler.advance(200);
    expect(arrivals).toEqual([40, 100]);
  });

  test("adds several impairments up, and takes each back on its own", () => {
    const { transport } = setUp();
    const slow = { extraLatencyMs: 10, loss: 0.5, bytesPerSecond: 100 };
    const first = transport.impair(0, 1, slow);
    const second = transport.impair(0, 1, slow);
    expect(transport.conditions(0, 1)).toEqual({ latencyMs: 60, bytesPerSecond: 100, loss: 0.75 });
    first();
    first();
    expect(transport.conditions(0, 1)).toEqual({ latencyMs: 50, bytesPerSecond: 100, loss: 0.5 });
    second();
    expect(transport.conditions(0, 1)).toEqual(PERFECT);
  });

  test("loses what is on the line when it is cut", () => {
    const { scheduler, transport, arrivals } = setUp();
    transport.send(0, 1, PROBE);
    const release = transport.impair(0, 1, { loss: 1 });
    scheduler.advance(100);
    release();
    transport.send(0, 1, PROBE);
    scheduler.advance(100);
    expect(arrivals).toHaveLength(1);
  });
});
