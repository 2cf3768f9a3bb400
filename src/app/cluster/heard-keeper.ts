import { setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import type { ControlPlane } from "../../domain/control-plane";
import type { Clock } from "../../domain/terms/clock";
import { StoreError } from "../../store/store-error";
import type { HeardFile } from "../../store/file/heard-file";
import type { KeptMoment } from "../../store/file/heard-document";
import { machineRun } from "./machine-run";

/** Keeps what a control plane hears beside its state, and gives it back what an earlier process kept there. */
export class HeardKeeper {
  readonly #file: HeardFile;
  readonly #controlPlane: ControlPlane;
  readonly #clock: Clock;
  readonly #machine: string | undefined;
  #keptAtNs: bigint;
  #underWay: Promise<void> | undefined;

  private constructor(
    file: HeardFile,
    controlPlane: ControlPlane,
    clock: Clock,
    machine: string | undefined,
  ) {
    this.#file = file;
    this.#controlPlane = controlPlane;
    this.#clock = clock;
    this.#machine = machine;
    this.#keptAtNs = clock().wallNs;
  }

  /**
   * Gives a control plane that has heard nobody yet what was kept. A file that cannot be used is a warning, because without it
   * everything is found out as well, only later.
   */
  static async recall(
    file: HeardFile,
    controlPlane: ControlPlane,
    clock: Clock,
    logger: Logger,
  ): Promise<HeardKeeper> {
    const keeper = new HeardKeeper(file, controlPlane, clock, await machineRun());
    try {
      const recalled = await file.load(keeper.#now());
      if (recalled !== undefined) {
        const replicas = controlPlane.recollections.restore(recalled.recollection, recalled.absence);
        const { ms } = recalled.absence;
        const seconds = ms === undefined ? undefined : ms / 1000;
        logger.info({ replicas, absent_seconds: seconds }, "what was heard before the start is remembered");
      }
    } catch (err) {
      if (!(err instanceof StoreError)) throw err;
      logger.warn(
        { err },
        "what was heard before the start is not remembered: who is dead is found out anew",
      );
    }
    return keeper;
  }

  /** Nanoseconds since the epoch, our clock: when it was kept last, or this process began. */
  get keptAtNs(): bigint {
    return this.#keptAtNs;
  }

  /**
   * Keeps it, unless that is under way still.
   *
   * @throws StoreError when it cannot be written.
   */
  keep(): Promise<void> {
    this.#underWay ??= this.#save(false).finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /**
   * Keeps it a last time, once nothing is heard any more.
   *
   * @throws StoreError when it cannot be written.
   */
  async finish(): Promise<void> {
    await this.#underWay?.catch(() => undefined);
    await this.#save(true);
  }

  async #save(isLast: boolean): Promise<void> {
    // Begins in a turn of its own: what fires every few seconds fires together with other things.
    await nextTurn();
    const { recollections } = this.#controlPlane;
    const kept = this.#now();
    await this.#file.save({
      kept,
      isLast,
      incidents: recollections.incidents,
      replicas: recollections.replicas(),
    });
    this.#keptAtNs = kept.wallNs;
  }

  #now(): KeptMoment {
    return { ...this.#clock(), machine: this.#machine };
  }
}
