import { ControlPlane } from "../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../src/domain/placement/tenant-router";
import { Topology } from "../../src/domain/membership/topology";
import { fakeClock, shardStats } from "../support/domain/domain-fixtures";

const BEAT_MS = 5_000;

/** A process with two regions, of which region 0 died at the beginning; region 1 beats every five seconds. */
class Process {
  readonly #time = fakeClock();
  #workedMs = 0;
  #sinceBeatMs = 0;
  livedMs = 0;
  offlineAtMs: number | undefined;
  readonly falseVerdicts: number[] = [];
  readonly controlPlane: ControlPlane;

  constructor() {
    const topology = new Topology([
      { shardId: 0, regionId: 0 },
      { shardId: 1, regionId: 1 },
    ]);
    this.controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
      clock: this.#time.clock,
      workedMs: () => this.#workedMs,
    });
    this.controlPlane.tick();
    this.#beat(0);
    this.#beat(1);
  }

  /** One gap of the event loop, of which so much was work; then the tick, and only then what waited in the sockets. */
  pass(gapMs: number, workedMs: number): void {
    this.#time.advance(gapMs);
    this.#workedMs += workedMs;
    this.livedMs += gapMs;
    for (const { regionId, to } of this.controlPlane.tick()) {
      if (to !== "Offline") continue;
      if (regionId === 0) this.offlineAtMs ??= this.livedMs;
      else this.falseVerdicts.push(this.livedMs);
    }
    this.#sinceBeatMs += gapMs;
    if (this.#sinceBeatMs < BEAT_MS) return;
    this.#sinceBeatMs %= BEAT_MS;
    this.#beat(1);
  }

  #beat(id: number): void {
    const stats = shardStats({ shardId: id, regionId: id, lastHeartbeatNs: this.#time.wallNs });
    this.controlPlane.recordShardHeartbeat(stats);
  }
}

/**
 * Every gap of the event loop over two seconds was taken for a stall of our own and was no silence, however often: whoever kept
 * the process busy hid an outage.
 */
describe("our own work is no stall, and stalls do not hide an outage", () => {
  test.each([
    ["two-second pieces of work", 2_100, 2_100],
    ["eight-second pieces of work", 8_000, 8_000],
    ["twelve-second pieces of work", 12_000, 12_000],
    ["pieces of work that get half the processor", 12_000, 6_000],
    ["throttling by a tenth of the processor", 3_000, 300],
    ["throttling to next to nothing", 9_000, 10],
  ])("an outage under %s is found as soon as work allows", (_, gapMs, workedMs) => {
    const process = new Process();
    while (process.livedMs < 300_000) process.pass(gapMs, workedMs);
    // 30 s of silence, the gap in which they end, the tick of grace, and the gap in which that ends.
    expect(process.offlineAtMs).toBeLessThanOrEqual(30_000 + 2 * gapMs + 1_000);
    expect(process.falseVerdicts).toEqual([]);
  });

  test("after one long piece of work, what waited in the sockets is taken in before anything is judged", () => {
    const process = new Process();
    for (let tick = 0; tick < 10; tick += 1) process.pass(1_000, 5);
    process.pass(60_000, 60_000);
    expect(process.offlineAtMs).toBeUndefined();
    process.pass(1_000, 5);
    expect(process.offlineAtMs).toBe(71_000);
    for (let tick = 0; tick < 60; tick += 1) process.pass(1_000, 5);
    expect(process.falseVerdicts).toEqual([]);
  });

  test("work is not counted as time that the process stood still", () => {
    const process = new Process();
    for (let gap = 0; gap < 10; gap += 1) process.pass(5_000, 5_000);
    expect(process.controlPlane.stallSeconds).toBe(0);
    process.pass(61_000, 0);
    expect(process.controlPlane.stallSeconds).toBe(60);
  });

  test("a sleep of ten minutes is still no silence", () => {
    const process = new Process();
    process.pass(600_000, 0);
    expect(process.offlineAtMs).toBeUndefined();
    expect(process.controlPlane.totals().status).toBe("Healthy");
  });
});
