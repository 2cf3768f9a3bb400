import { MetricsState } from "../../../src/domain/metrics-state";
import { TestCluster } from "../../support/domain/domain-cluster";

describe("MetricsState", () => {
  test("has no cluster health on a single node, which has no control plane", () => {
    expect(new MetricsState().clusterHealth()).toBeUndefined();
    expect(new MetricsState(undefined).clusterHealth()).toBeUndefined();
  });

  test("has the control plane's health where there is one, fresh on every call", () => {
    const cluster = new TestCluster([[0, 0]]);
    const state = new MetricsState(cluster.controlPlane);
    expect(state.clusterHealth()?.regions).toEqual(new Map());
    cluster.beat(0, 0);
    expect(state.clusterHealth()?.regions).toEqual(new Map([[0, "Healthy"]]));
  });
});
