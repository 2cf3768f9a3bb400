import { pino } from "pino";
import type { ShardStats } from "../../../../src/domain/terms/shard-stats";
import { Conditions } from "../../../cluster/conditions";
import type { HeartbeatAnswer } from "../../../heartbeats/exporter-client";
import { HeartbeatSender } from "../../../heartbeats/heartbeat-sender";
import { FakeExporter } from "../../support/fake-exporter";
import { FakeScheduler } from "../../support/fake-scheduler";

const STATS: ShardStats = {
  shardId: 3,
  regionId: 1,
  entityCount: 2n ** 63n,
  signalThroughputEps: 0.5,
  replicationLag: new Map([[2, 2n ** 53n + 1n]]),
  diskBytes: 0n,
  lastHeartbeatNs: 1n,
};
const AWAY: HeartbeatAnswer = { ok: false, message: "connect ECONNREFUSED" };

function setUp(batch: readonly ShardStats[] = [STATS]) {
  const scheduler = new FakeScheduler();
  const exporter = new FakeExporter();
  const lines: { readonly level: number; readonly msg: string; readonly problem?: string }[] = [];
  const log = pino(
    { base: null },
    { write: (line: string) => lines.push(JSON.parse(line) as (typeof lines)[0]) },
  );
  const sender = new HeartbeatSender({
    region: { regionId: 1, name: "eu-west" },
    collect: () => batch,
    client: exporter,
    conditions: new Conditions(() => undefined),
    scheduler,
    intervalMs: 5_000,
    format: "json",
    log,
  });
  return { scheduler, exporter, lines, sender };
}

describe("a region's heartbeats", () => {
  test("arrive with every digit", async () => {
    const { scheduler, exporter, sender } = setUp();
    sender.start(0);
    await scheduler.live(1);
    expect(exporter.batches[0]).toEqual([STATS]);
  });

  test("are not sent when nothing runs there", async () => {
    const { scheduler, exporter, sender } = setUp([]);
    sender.start(0);
    await scheduler.live(20_000);
    expect(exporter.bodies).toEqual([]);
  });

  test("are logged when how they fare changes, and not every time", async () => {
    const { scheduler, exporter, lines, sender } = setUp();
    sender.start(5_000);
    await scheduler.live(60_000);
    exporter.failure = AWAY;
    await scheduler.live(60_000);
    exporter.failure = { ok: false, message: "the exporter answers 503" };
    await scheduler.live(60_000);
    exporter.failure = { ok: true, accepted: 0, stale: 0, retired: 0, rejected: 1 };
    await scheduler.live(60_000);
    exporter.failure = undefined;
    await scheduler.live(60_000);
    expect(lines.map(({ level, msg, problem }) => [level, msg, problem])).toEqual([
      [30, "heartbeats arrive", undefined],
      [40, "heartbeats fail, trying again at each beat", "connect ECONNREFUSED"],
      [40, "heartbeats fail, trying again at each beat", "the exporter answers 503"],
      [40, "the exporter rejects heartbeats", undefined],
      [30, "heartbeats arrive again", undefined],
    ]);
  });

  test("wait for an answer before the next is sent, and none queues up", async () => {
    const { scheduler, exporter, sender } = setUp();
    const answers: ((answer: HeartbeatAnswer) => void)[] = [];
    jest.spyOn(exporter, "postHeartbeats").mockImplementation(
      () =>
        new Promise((resolve) => {
          answers.push(resolve);
        }),
    );
    sender.start(5_000);
    await scheduler.live(60_000);
    expect(answers).toHaveLength(1);
    answers[0]?.(AWAY);
    await scheduler.live(5_000);
    expect(answers).toHaveLength(2);
    expect(sender.status).toMatchObject({ delivered: 0, failed: 1, lastAnswer: AWAY });
  });

  test("end with the cluster, wherever it is in its first interval", async () => {
    for (const passedMs of [0, 1, 4_999, 5_000, 12_000]) {
      const { scheduler, sender } = setUp();
      sender.start(5_000);
      await scheduler.live(passedMs);
      sender.stop();
      expect(scheduler.pending).toBe(0);
    }
  });
});
