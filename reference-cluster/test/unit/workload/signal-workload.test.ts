import { clusterLayout } from "../../../layout";
import { createRouter } from "../../../routing/create-router";
import { ROUTING_STRATEGIES } from "../../../routing/shard-router";
import type { RoutingStrategy } from "../../../routing/shard-router";
import { SignalWorkload } from "../../../workload/signal-workload";
import { FakeScheduler } from "../../support/fake-scheduler";

const SETTINGS = { signalsPerSecond: 1_000, entityCount: 2_000, seed: 1 };

function setUp(routing: RoutingStrategy = "hash", refuse = false) {
  const layout = clusterLayout();
  const router = createRouter(routing, layout.shards.length);
  const scheduler = new FakeScheduler();
  const signals: { readonly shardId: number; readonly entityId: bigint }[] = [];
  const workload = new SignalWorkload(SETTINGS, layout, router, scheduler, {
    isHidden: () => false,
    write: (shardId, { bytes }) => {
      if (refuse) return { ok: false, message: "refused" };
      for (let at = 0; at < bytes.length; at += 16)
        signals.push({ shardId, entityId: bytes.readBigUInt64LE(at) });
      return { ok: true, value: 1n };
    },
  });
  workload.start();
  return { scheduler, router, signals, workload };
}

describe("the signal workload", () => {
  test.each(ROUTING_STRATEGIES)(
    "writes each signal to the shard that its entity belongs to (%s)",
    (routing) => {
      const { scheduler, router, signals } = setUp(routing);
      scheduler.advance(5_000);
      expect(signals.length).toBeGreaterThan(2_000);
      expect(signals.filter(({ shardId, entityId }) => router.shardOf(entityId) !== shardId)).toEqual([]);
    },
  );

  test("counts what was really written, and what was refused", () => {
    const taken = setUp();
    taken.scheduler.advance(10_000);
    expect(taken.workload.written).toBe(taken.signals.length);
    expect(taken.workload.written).toBeGreaterThan(5_000);
    expect(taken.workload.written).toBeLessThanOrEqual(10_000);
    const refused = setUp("hash", true);
    refused.scheduler.advance(10_000);
    expect([refused.workload.written, refused.workload.refused]).toEqual([0, taken.workload.written]);
  });

  test("is the same for the same seed", () => {
    const [first, second] = [setUp(), setUp()];
    first.scheduler.advance(3_000);
    second.scheduler.advance(3_000);
    expect(first.signals).toEqual(second.signals);
  });

  test("makes up for no more than two seconds after a pause", () => {
    const { scheduler, workload } = setUp();
    scheduler.advance(1_000);
    const before = workload.written;
    const now = scheduler.monotonicMs();
    jest.spyOn(scheduler, "monotonicMs").mockReturnValue(now + 3_600_000);
    scheduler.advance(200);
    expect(workload.written - before).toBeLessThanOrEqual(2_000);
    expect(workload.written - before).toBeGreaterThan(1_000);
  });

  test("stops", () => {
    const { scheduler, workload } = setUp();
    workload.stop();
    expect(scheduler.pending).toBe(0);
  });
});
