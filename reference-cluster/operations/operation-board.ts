import { join } from "node:path";
import type { Command, ParameterProblem } from "../commands/command";
import type { ClusterLayout } from "../layout";
import type { Cancel, Scheduler } from "../scheduler";
import type { TenantMove } from "../tenants/tenant-move";
import type { ShardId, TenantId } from "#exporter/domain/terms/ids";
import type { Result } from "#exporter/domain/terms/result";
import { DurableRecord } from "./durable-record";
import { upgradeRecordSchema } from "./node-upgrade";
import type { UpgradeRecord } from "./node-upgrade";
import { OPERATIONS } from "./operation-catalogue";
import type { Operation, OperationParts } from "./operation";
import { RollingUpgrade } from "./rolling-upgrade";
import { TenantMigration } from "./tenant-migration";

/** An operation that has begun; or why it could not in the cluster as it is. */
export type OperationStart = Result<Operation>;

/** A kind of operation: what it is called, what it takes, and how it begins. */
export type OperationKind = Command<OperationBoard, OperationStart>;

/** What became of the wish for an operation, in the words of the fault board. */
export type OperationBoardResult =
  | { readonly result: "started"; readonly operation: Operation }
  | { readonly result: "unknown" | "refused"; readonly message: string }
  | { readonly result: "invalid"; readonly problems: readonly ParameterProblem[] };

/** Begins planned operations on a cluster, goes on with those that a crash broke off, and ends them when asked to. */
export class OperationBoard {
  readonly #parts: OperationParts;
  readonly #upgradeRecord: DurableRecord<UpgradeRecord>;
  readonly #planned = new Set<Cancel>();
  /** By tenant: its last one. */
  readonly #migrations = new Map<TenantId, TenantMigration>();
  #upgrade: RollingUpgrade | undefined;

  constructor(parts: OperationParts) {
    const { dataDirectory } = parts.cluster.settings;
    this.#parts = parts;
    this.#upgradeRecord = new DurableRecord(join(dataDirectory, "upgrade.json"), upgradeRecordSchema);
  }

  get layout(): ClusterLayout {
    return this.#parts.cluster.layout;
  }

  get scheduler(): Scheduler {
    return this.#parts.scheduler;
  }

  /** The last upgrade, and the last move of each tenant. */
  get operations(): readonly Operation[] {
    return [...(this.#upgrade === undefined ? [] : [this.#upgrade]), ...this.#migrations.values()];
  }

  /** Goes on with what a crash broke off; to be called when the cluster has started. */
  resume(): void {
    const upgrade = this.#upgradeRecord.read();
    if (upgrade !== undefined) this.#upgrade = new RollingUpgrade(this.#parts, this.#upgradeRecord, upgrade);
    for (const data of this.#parts.cluster.tenants.all) {
      if (data.move === undefined) continue;
      this.#migrations.set(data.tenantId, new TenantMigration(this.#parts, data, data.move));
    }
    for (const operation of this.operations) if (!operation.isOver) operation.start();
  }

  /** What is wrong with an operation's parameters; empty when nothing is. */
  check(name: string, parameters: Readonly<Record<string, string>>): readonly ParameterProblem[] {
    const kind = OPERATIONS.find((candidate) => candidate.name === name);
    if (kind === undefined) return [{ parameter: "name", message: unknownOperation(name) }];
    const prepared = kind.prepare(this, parameters);
    return prepared.ok ? [] : prepared.problems;
  }

  async start(name: string, parameters: Readonly<Record<string, string>>): Promise<OperationBoardResult> {
    const kind = OPERATIONS.find((candidate) => candidate.name === name);
    if (kind === undefined) return { result: "unknown", message: unknownOperation(name) };
    const prepared = kind.prepare(this, parameters);
    if (!prepared.ok) return { result: "invalid", problems: prepared.problems };
    const started = await prepared.value();
    if (!started.ok) return { result: "refused", message: `${name}: ${started.message}` };
    this.#parts.log.info({ operation: started.value.id, parameters }, "operation begins");
    return { result: "started", operation: started.value };
  }

  /** Begins an operation later; that it could not begin is logged. */
  plan(name: string, parameters: Readonly<Record<string, string>>, afterMs: number): void {
    const cancel = this.#parts.scheduler.after(afterMs, () => {
      this.#planned.delete(cancel);
      void this.start(name, parameters).then((result) => {
        if (result.result !== "started")
          this.#parts.log.warn({ operation: name, result }, "operation refused");
      });
    });
    this.#planned.add(cancel);
  }

  /** Begins an upgrade. Refused while another one goes on. */
  startUpgrade(record: UpgradeRecord): OperationStart {
    if (this.#upgrade?.isOver === false) {
      return { ok: false, message: `${this.#upgrade.id} goes on; wait for its end, or cancel it` };
    }
    this.#upgrade = new RollingUpgrade(this.#parts, this.#upgradeRecord, record);
    this.#upgrade.start();
    return { ok: true, value: this.#upgrade };
  }

  /** Begins the move of a tenant. Refused while another move of it goes on. */
  startMigration(move: TenantMove): OperationStart {
    const { tenantId, to } = move;
    const before = this.#migrations.get(tenantId);
    if (before?.isOver === false) {
      return { ok: false, message: `${before.id} goes on; wait for its end, or cancel it` };
    }
    if (this.ownerOf(tenantId) === to) {
      return { ok: false, message: `tenant t${tenantId} is on shard ${to} already` };
    }
    const migration = new TenantMigration(this.#parts, this.#parts.cluster.tenants.of(tenantId), move);
    this.#migrations.set(tenantId, migration);
    migration.start();
    return { ok: true, value: migration };
  }

  /** The shard that a tenant is on. */
  ownerOf(tenantId: TenantId): ShardId {
    return this.#parts.cluster.tenants.of(tenantId).owner;
  }

  /** Gives up an operation. @returns it, or why it is not given up; undefined when there is none of that id. */
  cancel(id: string): Result<Operation> | undefined {
    const operation = this.operations.find((candidate) => candidate.id === id);
    if (operation === undefined) return undefined;
    const problem = operation.cancel();
    if (problem !== undefined) return { ok: false, message: problem };
    this.#parts.log.info({ operation: id }, "operation is cancelled");
    return { ok: true, value: operation };
  }

  /** Lets all operations stand where they are, for a cluster that stops. */
  stop(): void {
    for (const cancel of this.#planned) cancel();
    this.#planned.clear();
    for (const operation of this.operations) operation.abandon();
  }
}

function unknownOperation(name: string): string {
  return `expected one of the operations ${OPERATIONS.map((kind) => kind.name).join(", ")}, got "${name}"`;
}
