import { eventually } from "../programs/eventually";
import type { Prometheus } from "../programs/prometheus";

const START_DEADLINE_MS = 120_000;

/** Stories that are played at the same time, each on a stage of its own, and asked about one by one. */
export class Performances<Story> {
  readonly #failures = new Map<Story, Promise<unknown>>();

  /** A failure is for the test that asks about the story; until then it is not one that nobody handles. */
  begin(story: Story, performance: Promise<void>): void {
    const failure = performance.then(
      () => undefined,
      (error: unknown) => error,
    );
    this.#failures.set(story, failure);
  }

  /** What a story failed with, once it is over; undefined when it did not. */
  failureOf(story: Story): Promise<unknown> {
    return this.#failures.get(story) ?? Promise.resolve(new Error("the story was never begun"));
  }
}

/** Waits until a Prometheus has so many regions of a cluster as Healthy: each as often as exporters tell of it. */
export async function allHealthy(prometheus: Prometheus, cluster: string, count: number): Promise<void> {
  await eventually(`all regions of ${cluster} are Healthy`, START_DEADLINE_MS, async () => {
    const query = `tidaldb_region_health{state="healthy",cluster="${cluster}"} == 1`;
    return (await prometheus.query(query)).length === count ? true : undefined;
  });
}

/** For what must not come: no clock can be passed to the programs that would bring it. */
export function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
