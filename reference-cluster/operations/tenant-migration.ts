import { NS_PER_MS } from "#exporter/domain/terms/units";
import type { TenantData } from "../tenants/tenant-data";
import { isSwitched } from "../tenants/tenant-move";
import type { TenantMove } from "../tenants/tenant-move";
import type { Operation, OperationParts } from "./operation";
import { StepLoop } from "./step-loop";
import { WorkAnnouncer } from "./work-announcer";
import type { Work } from "./work-announcer";

/**
 * How long the end of a move is announced before the source's copy is removed: so that each of its states can be seen, and a read
 * that began before the switch ends.
 */
const FINALIZING_MS = 5_000;

/**
 * Moves a tenant from one shard to another: ships what there is, then lets writes go to both, then makes the target the one that
 * counts, then removes the source. The move itself is on disk with the tenant; this drives it, and announces each state on both
 * shards.
 */
export class TenantMigration implements Operation {
  readonly id: string;
  readonly #parts: OperationParts;
  readonly #data: TenantData;
  readonly #loop: StepLoop;
  readonly #announcer: WorkAnnouncer;
  #move: TenantMove;
  #isGivenUp = false;
  #waitsFor: string | undefined;

  /** @param move - as it lies with the tenant, begun or not. */
  constructor(parts: OperationParts, data: TenantData, move: TenantMove) {
    const { scheduler, exporter } = parts;
    this.id = move.id;
    this.#data = data;
    this.#move = move;
    const log = parts.log.child({ operation: this.id });
    this.#parts = { ...parts, log };
    this.#loop = new StepLoop(scheduler, log, () => this.#step());
    this.#announcer = new WorkAnnouncer(exporter, scheduler, log, move.leaseMs);
  }

  get tenantId(): bigint {
    return this.#move.tenantId;
  }

  get isOver(): boolean {
    return this.#isGivenUp || this.#move.state === "Complete";
  }

  get status(): Readonly<Record<string, unknown>> {
    const { tenantId, from, to, state, sinceNs, startedNs } = this.#move;
    const { lastShippedSeqno, cutoverSeqno, switchedAtNs } = this.#move;
    return {
      id: this.id,
      name: "migrate-tenant",
      tenant: `t${tenantId}`,
      from,
      to,
      state: this.#isGivenUp ? "Idle" : state,
      since_ns: sinceNs,
      started_at_ns: startedNs,
      last_shipped_seqno: lastShippedSeqno,
      ...(cutoverSeqno !== undefined && { cutover_seqno: cutoverSeqno }),
      ...(switchedAtNs !== undefined && { switched_at_ns: switchedAtNs }),
      over: this.isOver,
      ...(this.#isGivenUp && { reason: "it was given up before the switch" }),
      ...(this.#waitsFor !== undefined && { waits_for: this.#waitsFor }),
      announcement: this.#announcer.lastAnswer ?? null,
    };
  }

  start(): void {
    if (this.#move.state === "Idle") this.#data.begin(this.#move);
    this.#loop.start();
    void this.#announce();
  }

  abandon(): void {
    this.#loop.stop();
    this.#announcer.abandon();
  }

  cancel(): string | undefined {
    if (this.isOver) return undefined;
    if (!this.#data.giveUp())
      return `tenant t${this.tenantId} has been switched; the move can only be finished`;
    this.#isGivenUp = true;
    this.#finish();
    return undefined;
  }

  async #step(): Promise<void> {
    const { tenantId, from, to, state } = this.#move;
    const hasEverything = `shard ${to} to have everything of t${tenantId}`;
    this.#waitsFor = undefined;
    switch (state) {
      case "Idle":
      case "Complete":
        return;
      case "PreparingTarget":
        if (this.#isTooLate()) return;
        if (this.#ship()) await this.#leave("PreparingTarget");
        else this.#waitsFor = hasEverything;
        return;
      case "DualWrite":
        if (this.#isTooLate()) return;
        if (!this.#hasLasted(this.#move.dualMs)) this.#waitsFor = "writes to go to both for long enough";
        else if (this.#ship()) await this.#leave("DualWrite");
        else this.#waitsFor = hasEverything;
        return;
      case "Finalizing":
        if (!this.#hasLasted(FINALIZING_MS)) this.#waitsFor = `reads from shard ${from} to end`;
        else await this.#leave("Finalizing");
    }
  }

  #ship(): boolean {
    const isEqual = this.#data.ship();
    this.#move = this.#data.move ?? this.#move;
    return isEqual;
  }

  /** Gives up what has taken too long, as long as it can be. */
  #isTooLate(): boolean {
    const { scheduler, log } = this.#parts;
    if (scheduler.wallNs() - this.#move.startedNs <= ms(this.#move.limitMs)) return false;
    log.warn({ state: this.#move.state }, "the move of a tenant takes too long and is given up");
    this.cancel();
    return true;
  }

  #hasLasted(durationMs: number): boolean {
    return this.#parts.scheduler.wallNs() - this.#move.sinceNs >= ms(durationMs);
  }

  /** Leaves a state for the next one, which is on disk then, and announces it. */
  async #leave(left: "PreparingTarget" | "DualWrite" | "Finalizing"): Promise<void> {
    if (left === "PreparingTarget") this.#data.beginDualWrite();
    else if (left === "DualWrite") this.#data.switchOver();
    else this.#data.finalize();
    await this.#announce();
  }

  async #announce(): Promise<void> {
    const { move } = this.#data;
    if (move === undefined) return;
    if (move.state !== this.#move.state) this.#parts.log.info({ state: move.state }, "move of a tenant");
    this.#move = move;
    if (move.state === "Complete") this.#finish();
    else await this.#announcer.announce([this.#work(move, move.from), this.#work(move, move.to)]);
  }

  #finish(): void {
    this.#loop.stop();
    void this.#announcer.end();
  }

  #work({ tenantId, from, to, state, startedNs, limitMs }: TenantMove, shardId: number): Work {
    return {
      id: `${this.id}.shard-${shardId}.${state.replace(/\B[A-Z]/g, "-$&").toLowerCase()}`,
      shardId,
      reason: `tenant t${tenantId} moves from shard ${from} to shard ${to}: ${state}`,
      // What has been switched cannot be given up any more; it is done soon.
      untilNs: startedNs + ms(limitMs + (isSwitched(this.#move) ? 2 * FINALIZING_MS : 0)),
    };
  }
}

function ms(durationMs: number): bigint {
  return BigInt(Math.round(durationMs)) * NS_PER_MS;
}
