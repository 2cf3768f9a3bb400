import { FixedTimeout, PhiAccrual, SeedRules } from "../../../truth/judge/detectors";
import { EPOCH_MS } from "../../../truth/world/shape";

/** A heartbeat with a stamp, on a clock that may be off. */
function stamped(atMs: number, skewMs = 0) {
  return {
    shardId: 0,
    regionId: 0,
    entityCount: 0n,
    signalThroughputEps: 0,
    replicationLag: new Map<number, bigint>(),
    diskBytes: 0n,
    lastHeartbeatNs: BigInt(EPOCH_MS + atMs + skewMs) * 1_000_000n,
  };
}

describe("detectors to compare with", () => {
  test("the literal rules take a clock that is behind for silence", () => {
    const detector = new SeedRules(30_000, () => 0);
    detector.heard("a", stamped(0, -40_000));
    expect(detector.isSilent("a", 1000)).toBe(true);
  });

  test("a timeout on the sender's clock leaves its skew aside, and is not reset by an old heartbeat", () => {
    const detector = new FixedTimeout(30_000);
    detector.heard("a", stamped(0, -40_000), 0);
    expect(detector.isSilent("a", 29_000)).toBe(false);
    detector.heard("a", stamped(0, -40_000), 29_000);
    expect(detector.isSilent("a", 31_000)).toBe(true);
  });

  test("phi grows with the silence, from nothing at the usual interval", () => {
    const detector = new PhiAccrual(8);
    for (let beat = 0; beat < 100; beat += 1) detector.heard("a", stamped(0), 5000 * beat);
    const lastMs = 5000 * 99;
    expect(detector.phi("a", lastMs + 5000)).toBeCloseTo(0.3, 1);
    expect(detector.isSilent("a", lastMs + 5100)).toBe(false);
    expect(detector.isSilent("a", lastMs + 7000)).toBe(true);
  });
});
