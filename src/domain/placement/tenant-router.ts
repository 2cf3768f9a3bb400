import { isU64, U64_EXPECTED } from "../terms/ids";
import type { EntityId, RegionId, ShardId, TenantId } from "../terms/ids";
import { RendezvousHash } from "./placement";
import type { Placement } from "./placement";
import { tenantConfigProblem } from "../terms/tenant";
import type { TenantConfig } from "../terms/tenant";
import type { Topology } from "../membership/topology";

/** Why an entity cannot be placed. */
export abstract class RoutingError extends Error {
  abstract readonly tenantId: TenantId;
}

/** Nobody registered the tenant. */
export class UnknownTenantError extends RoutingError {
  override readonly name = "UnknownTenantError";

  constructor(readonly tenantId: TenantId) {
    super(`tenant ${String(tenantId)} is not registered; register it before routing its entities`);
  }
}

/** The tenant is known, but no shard is at home in a region where its data may be. */
export class NoEligibleShardError extends RoutingError {
  override readonly name = "NoEligibleShardError";

  constructor(
    readonly tenantId: TenantId,
    /** The tenant's residency policy; empty when it has none and the topology names no shard at all. */
    readonly requiredRegions: readonly RegionId[],
  ) {
    super(
      requiredRegions.length === 0
        ? `tenant ${String(tenantId)} has no shard to go to: the topology names none`
        : `tenant ${String(tenantId)} requires region ${requiredRegions.join(" or ")}, and no shard is at home there`,
    );
  }
}

interface Registration {
  readonly config: TenantConfig;
  /** The policy as a key: tenants with the same one have the same eligible shards. */
  readonly policyKey: string;
}

interface Policy {
  readonly required: readonly RegionId[];
  tenants: number;
}

/** A millisecond or two of work. */
const TENANTS_AT_A_TIME = 1_000;

function registrationOf(config: TenantConfig): Registration {
  const problem = tenantConfigProblem(config);
  if (problem) throw new RangeError(problem.message);
  const policyKey = [...new Set(config.requiredRegions)].sort((a, b) => a - b).join();
  return { config, policyKey };
}

/** The tenants and where their entities go. Shares the live topology with the control plane. */
export class TenantRouter {
  readonly #topology: Topology;
  #tenants = new Map<TenantId, Registration>();
  /** As of the last time that it was asked for; `#changed` are those that came, changed or left since. */
  #ordered: readonly TenantConfig[] | undefined;
  readonly #changed = new Set<TenantId>();
  readonly #hash = new RendezvousHash();
  /** By policy key, as of `#eligibleVersion` of the topology: a list for each tenant would be tenants times shards. */
  readonly #eligibleByPolicy = new Map<string, readonly ShardId[]>();
  #eligibleVersion = -1;
  /** Undefined after a change. */
  #tenantsByPolicy: ReadonlyMap<string, Policy> | undefined;

  constructor(topology: Topology) {
    this.#topology = topology;
  }

  /**
   * Adds a tenant or replaces its configuration.
   *
   * @throws RangeError naming the field, when a value does not fit its type.
   */
  registerTenant(config: TenantConfig): void {
    this.#tenants.set(config.tenantId, registrationOf(config));
    this.#changed.add(config.tenantId);
    this.#tenantsByPolicy = undefined;
  }

  /**
   * Registers exactly these tenants, prepared some at a time, so that whatever else has to be done can be done in between:
   * those of before stay until the last step, which puts the others in their place at once.
   *
   * @throws RangeError naming the field, when a value does not fit its type; nothing changes then.
   */
  *replaceInSteps(configs: Iterable<TenantConfig>): Generator<undefined, void> {
    const tenants = new Map<TenantId, Registration>();
    for (const config of configs) {
      tenants.set(config.tenantId, registrationOf(config));
      if (tenants.size % TENANTS_AT_A_TIME === 0) yield;
    }
    this.#tenants = tenants;
    this.#ordered = undefined;
    this.#tenantsByPolicy = undefined;
    this.#changed.clear();
  }

  /** @returns whether the tenant was registered. */
  removeTenant(tenantId: TenantId): boolean {
    const wasThere = this.#tenants.delete(tenantId);
    if (wasThere) this.#changed.add(tenantId);
    this.#tenantsByPolicy = undefined;
    return wasThere;
  }

  tenant(tenantId: TenantId): TenantConfig | undefined {
    return this.#tenants.get(tenantId)?.config;
  }

  /** By tenant id. The same list until something changes: pages of it are asked for one after the other. */
  get tenants(): readonly TenantConfig[] {
    if (this.#ordered === undefined || this.#changed.size > 0) {
      const kept = this.#ordered?.filter(({ tenantId }) => !this.#changed.has(tenantId));
      const changed = [...this.#changed].flatMap((tenantId) => this.tenant(tenantId) ?? []);
      const all = kept ? [...kept, ...changed] : [...this.#tenants.values()].map(({ config }) => config);
      // What is in order already costs a sort one look at each.
      this.#ordered = all.sort((a, b) => (a.tenantId < b.tenantId ? -1 : 1));
      this.#changed.clear();
    }
    return this.#ordered;
  }

  get tenantCount(): number {
    return this.#tenants.size;
  }

  /** Tenants whose data may be in one of these home regions. */
  tenantCountAt(homes: ReadonlySet<RegionId>): number {
    if (homes.size === 0) return 0;
    let count = 0;
    for (const [policyKey, { required, tenants }] of this.#policies()) {
      if (policyKey === "" || required.some((regionId) => homes.has(regionId))) count += tenants;
    }
    return count;
  }

  /** Tenants with a residency policy that no shard of the topology meets. */
  get unroutableTenantCount(): number {
    let count = 0;
    for (const { required, tenants } of this.#policies().values()) {
      if (required.length > 0 && !required.some((regionId) => this.#topology.isHome(regionId)))
        count += tenants;
    }
    return count;
  }

  /**
   * The shard that holds an entity, and its home region.
   *
   * @throws UnknownTenantError when the tenant is not registered.
   * @throws NoEligibleShardError when no shard is at home where the tenant's data may be.
   * @throws RangeError when the entity's id does not fit 64 bits; wrapped around it would share another entity's place.
   */
  route(tenantId: TenantId, entityId: EntityId): Placement {
    const registration = this.#tenants.get(tenantId);
    if (!registration) throw new UnknownTenantError(tenantId);
    if (!isU64(entityId)) {
      throw new RangeError(`entity_id: expected ${U64_EXPECTED}, got ${String(entityId)}`);
    }
    const shardId = this.#hash.heaviest(tenantId, entityId, this.#eligible(registration));
    const regionId = shardId === undefined ? undefined : this.#topology.homeOf(shardId);
    if (shardId === undefined || regionId === undefined) {
      throw new NoEligibleShardError(tenantId, registration.config.requiredRegions ?? []);
    }
    return { regionId, shardId };
  }

  /** How many tenants have which policy: there are few policies, and may be very many tenants. */
  #policies(): ReadonlyMap<string, Policy> {
    if (this.#tenantsByPolicy) return this.#tenantsByPolicy;
    const policies = new Map<string, Policy>();
    for (const { config, policyKey } of this.#tenants.values()) {
      const policy = policies.get(policyKey);
      if (policy) policy.tenants += 1;
      else policies.set(policyKey, { required: config.requiredRegions ?? [], tenants: 1 });
    }
    this.#tenantsByPolicy = policies;
    return policies;
  }

  #eligible({ config, policyKey }: Registration): readonly ShardId[] {
    const { version } = this.#topology;
    if (this.#eligibleVersion !== version) {
      this.#eligibleByPolicy.clear();
      this.#eligibleVersion = version;
    }
    let eligible = this.#eligibleByPolicy.get(policyKey);
    if (!eligible) {
      const allowed = new Set(config.requiredRegions);
      eligible = this.#topology.assignments
        .filter(({ regionId }) => allowed.size === 0 || allowed.has(regionId))
        .map(({ shardId }) => shardId);
      this.#eligibleByPolicy.set(policyKey, eligible);
    }
    return eligible;
  }
}
