import type { ControlPlaneOptions } from "../../src/domain/control-plane-options";
import { ControlPlane } from "../../src/domain/control-plane";
import { ReplicationLagGauge } from "../../src/domain/lag/replication-lag-gauge";
import { TenantRouter } from "../../src/domain/placement/tenant-router";
import { Topology } from "../../src/domain/membership/topology";
import { fakeClock, shardStats } from "../support/domain/domain-fixtures";

function failing(): never {
  throw new Error("no network");
}

/** A control plane that has just heard its only replica, with a listener that throws before one that does not. */
function withFailingListener(
  options: Partial<ControlPlaneOptions> = {},
): readonly [ControlPlane, readonly string[]] {
  const topology = new Topology();
  const controlPlane = new ControlPlane(topology, new TenantRouter(topology), new ReplicationLagGauge(), {
    clock: fakeClock().clock,
    ...options,
  });
  const told: string[] = [];
  controlPlane.onTransition(failing);
  controlPlane.onTransition(({ to }) => told.push(to));
  controlPlane.recordShardHeartbeat(shardStats());
  return [controlPlane, told];
}

test.each(["totals", "snapshot", "health"] as const)(
  "a listener that throws breaks no %s: others are told, and the next tick throws it once its work is done",
  (look) => {
    const [controlPlane, told] = withFailingListener();
    expect(controlPlane[look]()).toMatchObject({ status: "Healthy" });
    expect(told).toEqual(["Healthy"]);
    expect(() => controlPlane.tick()).toThrow(new Error("no network"));
    expect(controlPlane.tick()).toEqual([]);
  },
);

test("a tick that finds the transition itself tells all, and then throws", () => {
  const [controlPlane, told] = withFailingListener();
  expect(() => controlPlane.tick()).toThrow(new Error("no network"));
  expect(told).toEqual(["Healthy"]);
  expect(controlPlane.totals().regions[0]?.state).toBe("Healthy");
});

test("with a handler for such errors, that is told and the tick returns its transitions", () => {
  const errors: unknown[] = [];
  const [controlPlane, told] = withFailingListener({
    onListenerError: (error, event) => errors.push([error, "name" in event && event.name]),
  });
  expect(controlPlane.tick()).toHaveLength(1);
  expect(told).toEqual(["Healthy"]);
  expect(errors).toEqual([[new Error("no network"), "0"]]);
});
