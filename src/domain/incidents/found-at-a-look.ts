import type { IncidentsFound } from "./incidents-found";
import type { RegionId } from "../terms/ids";
import type { Incident } from "../terms/incident";
import type { RegionSet } from "./terms/region-set";
import type { ShardConditions } from "./shards/shard-conditions";
import type { ToldFaults } from "./evidence/told-faults";

/** What one look found; incidents are described when they are asked for, and then once. */
export class FoundAtALook implements IncidentsFound {
  readonly notListed: number;
  readonly shardsWithoutLeader: number;
  readonly criticalShards: number;
  readonly #list: () => readonly Incident[];
  readonly #unexplained: RegionSet;
  readonly #idsByRegion: ReadonlyMap<RegionId, ReadonlySet<string>>;
  #listed: readonly Incident[] | undefined;

  /**
   * @param list - makes the incidents, worst first.
   * @param isActive - whether the fault of an id is an incident.
   */
  constructor(
    list: () => readonly Incident[],
    told: ToldFaults,
    { withoutLeaderCount, criticalCount }: ShardConditions,
    isActive: (id: string) => boolean,
  ) {
    this.#list = list;
    this.notListed = told.notListed;
    this.shardsWithoutLeader = withoutLeaderCount;
    this.criticalShards = criticalCount;
    const unexplained = told.unexplainedRegionIds;
    const idsByRegion = new Map<RegionId, Set<string>>();
    for (const { fault, regionIds } of told.all) {
      for (const regionId of regionIds) {
        if (!isActive(fault.id)) unexplained.add(regionId);
        else idsByRegion.set(regionId, (idsByRegion.get(regionId) ?? new Set()).add(fault.id));
      }
    }
    this.#unexplained = unexplained;
    this.#idsByRegion = idsByRegion;
  }

  get listed(): readonly Incident[] {
    this.#listed ??= this.#list();
    return this.#listed;
  }

  explainedBy(regionId: RegionId): readonly string[] {
    const ids = this.#idsByRegion.get(regionId);
    return ids ? this.listed.filter(({ id }) => ids.has(id)).map(({ id }) => id) : [];
  }

  isExplained(regionId: RegionId): boolean {
    return !this.#unexplained.has(regionId);
  }
}
