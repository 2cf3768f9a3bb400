import type { ControlPlaneSettings } from "../terms/control-plane-settings";
import type { ReplicaRole } from "../terms/heartbeat-fields";
import type { RegionId, ReplicaId } from "../terms/ids";
import type { RegionUses } from "../columns/region-uses";
import type { ReplicaTable } from "../replicas/replica-table";
import type { Topology } from "./topology";

/** What a heartbeat says about its sender. */
export interface Claim extends ReplicaId {
  readonly role?: ReplicaRole | undefined;
}

/** Whether a heartbeat's sender is one of the replicas, and if so in which slot. */
export type Admission = number | "retired" | Exclude<Refusal, "followers">;

/** Why a heartbeat is refused because of who sends it, or whom it names. */
export type Refusal = "unregistered" | "unnamed_region" | "replicas" | "regions" | "followers";

/** Who may register by a heartbeat. */
export type RegistrationRules = Pick<
  ControlPlaneSettings,
  "registration" | "maxUnknownReplicas" | "maxUnknownRegions"
>;

/** Who of those that are not known yet may become one of the replicas. */
export class Registration {
  readonly #replicas: ReplicaTable;
  readonly #topology: Topology;
  readonly #regions: RegionUses;

  constructor(replicas: ReplicaTable, topology: Topology) {
    this.#replicas = replicas;
    this.#topology = topology;
    this.#regions = replicas.regionUses;
  }

  /** Why a replica that is not known may not become one; undefined when it may. */
  refusal(claim: Claim, rules: RegistrationRules): Exclude<Refusal, "followers"> | undefined {
    if (rules.registration === "strict" && !this.#isWelcome(claim)) return "unregistered";
    if (this.#replicas.slots.count - this.#topology.size >= rules.maxUnknownReplicas) return "replicas";
    return this.#regionRefusal(claim.regionId, rules);
  }

  #regionRefusal(regionId: RegionId, rules: RegistrationRules): "unnamed_region" | "regions" | undefined {
    if (this.#regions.isNamed(regionId)) return undefined;
    if (rules.registration === "strict") return "unnamed_region";
    if (this.#regions.isUsed(regionId)) return undefined;
    return this.#regions.unknownCount >= rules.maxUnknownRegions ? "regions" : undefined;
  }

  #isWelcome(claim: Claim): boolean {
    return (
      this.#topology.homeOf(claim.shardId) === claim.regionId ||
      (claim.role === "follower" && this.#topology.homeOf(claim.shardId) !== undefined)
    );
  }
}
