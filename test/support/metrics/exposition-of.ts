import type { ClusterSnapshot } from "../../../src/domain/terms/cluster-snapshot";
import { Exposition } from "../../../src/metrics/exposition";
import type { ExpositionOptions } from "../../../src/metrics/exposition";
import { FakeReplicas } from "./fake-replicas";
import { exporterStatus } from "./rendered-metric";

/** An exposition of a cluster that stays as it is, under a clock that stands still, but for what is given. */
export function expositionOf(cluster: ClusterSnapshot, given: Partial<ExpositionOptions> = {}): Exposition {
  return new Exposition({
    totals: () => cluster,
    replicas: new FakeReplicas([...cluster.replicas]),
    programStatus: exporterStatus,
    detail: "follower",
    clock: () => ({ monotonicMs: 0, wallNs: 0n }),
    nextTurn: () => Promise.resolve(),
    ...given,
  });
}
