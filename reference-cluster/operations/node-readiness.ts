import type { RegionId } from "#exporter/domain/terms/ids";
import { regionName } from "../layout";
import { CatchUp } from "./catch-up";
import type { OperationParts } from "./operation";
import { whyNotServing } from "./why-not-serving";

/** Whether nodes are as far as the next step of an upgrade needs them. All answers are what is missing; undefined for nothing. */
export class NodeReadiness {
  readonly #parts: Pick<OperationParts, "cluster" | "scheduler">;
  #catchUp: CatchUp | undefined;
  /** Monotonic: since when a node serves. */
  #servesSinceMs: number | undefined;

  constructor(parts: Pick<OperationParts, "cluster" | "scheduler">) {
    this.#parts = parts;
  }

  /** Begins to wait anew; to be called when a node has come to its next state. */
  forget(): void {
    this.#catchUp = undefined;
    this.#servesSinceMs = undefined;
  }

  /** Whether a node serves at this moment. */
  serves(regionId: RegionId): string | undefined {
    const { cluster, scheduler } = this.#parts;
    const missing = whyNotServing(cluster, regionId, scheduler.monotonicMs());
    return missing === undefined ? undefined : `${this.name(regionId)} to serve: ${missing}`;
  }

  /** Whether all nodes but this one serve at this moment. */
  othersServe(regionId: RegionId): string | undefined {
    const others = this.#parts.cluster.layout.regions.filter((region) => region.regionId !== regionId);
    return others.map((other) => this.serves(other.regionId)).find((missing) => missing !== undefined);
  }

  /** Whether a node has all that had been written when it was asked for the first time. */
  hasEverything(regionId: RegionId): string | undefined {
    this.#catchUp ??= new CatchUp(this.#parts.cluster, regionId);
    const missing = this.#catchUp.missing();
    return missing === undefined ? undefined : `${this.name(regionId)} to have everything: ${missing}`;
  }

  /** Whether a node has served for so long. */
  settles(regionId: RegionId, settleMs: number): string | undefined {
    const missing = this.serves(regionId);
    const nowMs = this.#parts.scheduler.monotonicMs();
    this.#servesSinceMs = missing === undefined ? (this.#servesSinceMs ?? nowMs) : undefined;
    if (this.#servesSinceMs === undefined) return missing;
    return nowMs - this.#servesSinceMs < settleMs
      ? `${this.name(regionId)} to serve for ${settleMs / 1_000} s`
      : undefined;
  }

  /** What people call a node. */
  name(regionId: RegionId): string {
    return regionName(this.#parts.cluster.layout, regionId);
  }
}
