import { startTicking, TICK_INTERVAL_MS } from "../../../../src/app/background/ticker";
import { ControlPlane } from "../../../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../../../src/domain/placement/tenant-router";
import { Topology } from "../../../../src/domain/membership/topology";
import { fakeClock } from "../../../support/domain/domain-fixtures";

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function setUp() {
  const time = fakeClock();
  const topology = new Topology([{ shardId: 1, regionId: 0 }]);
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    clock: time.clock,
  });
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += TICK_INTERVAL_MS) {
      time.advance(TICK_INTERVAL_MS);
      jest.advanceTimersByTime(TICK_INTERVAL_MS);
    }
  };
  return { time, controlPlane, pass };
}

describe("the background tick", () => {
  test("finds a transition that nobody asked about", () => {
    const { controlPlane, pass } = setUp();
    const seen: string[] = [];
    controlPlane.onTransition(({ from, to }) => seen.push(`${from} -> ${to}`));
    const stop = startTicking(controlPlane);

    pass(31_000);
    stop();

    expect(seen).toEqual(["Unknown -> Offline"]);
  });

  test("ends when it is told to", () => {
    const { controlPlane } = setUp();

    startTicking(controlPlane)();

    expect(jest.getTimerCount()).toBe(0);
  });

  test("tells once that the process stood still, and for how long", () => {
    const { controlPlane, pass, time } = setUp();
    const stalls: number[] = [];
    const stop = startTicking(controlPlane, (seconds) => stalls.push(seconds));

    pass(3_000);
    time.advance(40_000);
    pass(5_000);
    stop();

    expect(stalls).toEqual([40]);
  });
});
