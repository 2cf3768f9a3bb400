import type { RegionId } from "../terms/ids";

/** What regions are called: by the configuration, else by their number. */
export class RegionNames {
  readonly #names: ReadonlyMap<RegionId, string>;

  /**
   * @throws RangeError when a name is empty, given twice, or the number of another region: two regions would share a label.
   */
  constructor(names: ReadonlyMap<RegionId, string> = new Map()) {
    const owners = new Map<string, RegionId>();
    for (const [regionId, name] of names) {
      const owner = owners.get(name);
      if (name === "") throw new RangeError(`region ${regionId}: expected a name, got an empty text`);
      if (owner !== undefined)
        throw new RangeError(`regions ${owner} and ${regionId} are both called "${name}"`);
      if (/^\d+$/.test(name) && name !== String(regionId)) {
        throw new RangeError(
          `region ${regionId} is called "${name}", which reads as the number of another region`,
        );
      }
      owners.set(name, regionId);
    }
    this.#names = new Map(names);
  }

  /** Whether every region is called the same by both. */
  equals(other: RegionNames): boolean {
    if (this.#names.size !== other.#names.size) return false;
    for (const [regionId, name] of this.#names) if (other.#names.get(regionId) !== name) return false;
    return true;
  }

  nameOf(regionId: RegionId): string {
    return this.#names.get(regionId) ?? String(regionId);
  }
}
