import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RegionId } from "#exporter/domain/terms/ids";
import type { Conditions } from "./conditions";
import type { Release } from "./scoped-holds";

/** What every node runs before its first upgrade. */
export const FIRST_VERSION = "1.0.0";

/** Stops and starts nodes, which are the regions of this cluster, and knows which version each runs, also after a crash. */
export class NodeControl {
  readonly #conditions: Conditions;
  readonly #path: string;
  readonly #stopped = new Map<RegionId, Release>();
  readonly #versions: Map<RegionId, string>;

  /** @param dataDirectory - where the versions are kept. */
  constructor(conditions: Conditions, dataDirectory: string) {
    this.#conditions = conditions;
    this.#path = join(dataDirectory, "versions");
    this.#versions = readVersions(this.#path);
  }

  /** The version that a node runs, or would run if it were not down. */
  version(regionId: RegionId): string {
    return this.#versions.get(regionId) ?? FIRST_VERSION;
  }

  /** Whether a node was stopped here; one that a fault has killed was not. */
  isStopped(regionId: RegionId): boolean {
    return this.#stopped.has(regionId);
  }

  /** Stops all replicas of a node. Does nothing when they are. */
  stop(regionId: RegionId): void {
    if (!this.isStopped(regionId))
      this.#stopped.set(regionId, this.#conditions.down.hold({ regionId }, true));
  }

  /** Starts a node that was stopped here, with a version; its replicas have new boot ids. Does nothing when it runs. */
  start(regionId: RegionId, version: string): void {
    if (this.version(regionId) !== version) {
      this.#versions.set(regionId, version);
      writeFileSync(`${this.#path}.new`, [...this.#versions].map(([id, text]) => `${id} ${text}\n`).join(""));
      renameSync(`${this.#path}.new`, this.#path);
    }
    const release = this.#stopped.get(regionId);
    this.#stopped.delete(regionId);
    release?.();
  }
}

function readVersions(path: string): Map<RegionId, string> {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, "utf8").split("\n");
  return new Map(
    lines.flatMap((line) => {
      const match = /^(\d+) (\S+)$/.exec(line);
      return match === null ? [] : [[Number(match[1]), match[2] ?? FIRST_VERSION] as const];
    }),
  );
}
