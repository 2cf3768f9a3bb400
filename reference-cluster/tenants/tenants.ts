import { join } from "node:path";
import type { ShardId, TenantId } from "#exporter/domain/terms/ids";
import { mixU64 } from "../routing/mix-u64";
import type { Cancel, Scheduler } from "../scheduler";
import { packSignals } from "../wal/signal";
import { TenantData } from "./tenant-data";

/** The tenants of the cluster, as those of the demo's exporter. */
export const TENANT_IDS: readonly TenantId[] = [1n, 2n, 3n];

const WRITE_MS = 200;
/** Different entities that a tenant's signals are about. */
const ENTITIES = 2_000n;

/** What the tenants need of the cluster. */
export interface TenantsParts {
  readonly dataDirectory: string;
  readonly shardIds: readonly ShardId[];
  readonly isServed: (shardId: ShardId) => boolean;
  readonly scheduler: Scheduler;
  /** Hears of data on disk that could not be trusted and was dropped. */
  readonly onCut: (problem: string) => void;
}

/** All tenants: their data, and clients that write a few signals a second of each. */
export class Tenants {
  readonly #scheduler: Scheduler;
  readonly #data: ReadonlyMap<TenantId, TenantData>;
  readonly #counts = new Map<TenantId, { taken: number; refused: number }>();
  #cancel: Cancel | undefined;

  /** Opens what lies on disk. */
  constructor({ dataDirectory, shardIds, isServed, scheduler, onCut }: TenantsParts) {
    this.#scheduler = scheduler;
    this.#data = new Map(
      TENANT_IDS.map((tenantId) => [
        tenantId,
        new TenantData({
          tenantId,
          firstShardId: shardIds[Number(tenantId) % shardIds.length] ?? 0,
          directory: join(dataDirectory, "tenants", `t${tenantId}`),
          isServed,
          nowMs: () => scheduler.monotonicMs(),
          wallNs: () => scheduler.wallNs(),
          onCut,
        }),
      ]),
    );
  }

  /** By tenant. */
  get all(): readonly TenantData[] {
    return [...this.#data.values()];
  }

  /** @throws RangeError when there is no such tenant. */
  of(tenantId: TenantId): TenantData {
    const data = this.#data.get(tenantId);
    if (data === undefined)
      throw new RangeError(`tenant: expected ${TENANT_IDS.join(", ")}, got ${tenantId}`);
    return data;
  }

  /** Signals of a tenant that were acknowledged, and that were refused, since the start. */
  counts(tenantId: TenantId): { readonly taken: number; readonly refused: number } {
    return this.#counts.get(tenantId) ?? { taken: 0, refused: 0 };
  }

  start(): void {
    this.#cancel = this.#scheduler.every(WRITE_MS, () => {
      for (const data of this.#data.values()) this.#write(data);
    });
  }

  /** Lets go of all files. What lies on disk stays. */
  stop(): void {
    this.#cancel?.();
    for (const data of this.#data.values()) data.close();
  }

  #write(data: TenantData): void {
    const { taken, refused } = this.counts(data.tenantId);
    const entityId = mixU64((data.tenantId << 32n) + (BigInt(taken) % ENTITIES));
    const isTaken = data.write(packSignals([{ entityId, kind: "view", userId: 0, weight: 1 }])).ok;
    this.#counts.set(data.tenantId, {
      taken: taken + (isTaken ? 1 : 0),
      refused: refused + (isTaken ? 0 : 1),
    });
  }
}
