import { setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import { repeatEvery } from "../../concurrency/repeat-every";
import type { ControlPlane } from "../../domain/control-plane";
import { EventLog } from "../../domain/history/event-log";
import { EventRecorder } from "../../domain/history/event-recorder";
import type { ChangeMoment } from "../../domain/history/membership-events";
import type { Clock } from "../../domain/terms/clock";
import type { EventKind } from "../../domain/terms/cluster-event";
import type { ClusterAdmin } from "../../http/routing/cluster-admin";
import { StoreError } from "../../store/store-error";
import type { EventsFile } from "../../store/file/events-file";
import { EventKeeper } from "./event-keeper";
import { recordCluster } from "./record-cluster";
import { lapsesBehind, recordLapses } from "./record-lapses";
import { recordReplacement } from "./record-replacement";
import { RecordingClusterAdmin } from "./recording-cluster-admin";
import { startedEvent } from "./started-event";

/** How often it is looked whether something that was left out has to be told, or planned work has lapsed. */
const LOOK_MS = 5_000;

const START_AND_END: readonly string[] = ["exporter_started", "exporter_stopped"];

/** What happens to one exporter and to its cluster: recorded, kept where there is a folder, told to who listens. */
export class ClusterHistory {
  readonly log: EventLog;
  readonly recorder: EventRecorder;
  readonly #clock: Clock;
  readonly #keeper: EventKeeper | undefined;

  private constructor(log: EventLog, clock: Clock, keeper: EventKeeper | undefined) {
    this.log = log;
    this.recorder = new EventRecorder(log);
    this.#clock = clock;
    this.#keeper = keeper;
  }

  /**
   * A history with what an earlier process kept. A file that cannot be used is a warning, and moved aside.
   *
   * @param file - undefined where nothing is kept.
   */
  static async open(file: EventsFile | undefined, clock: Clock, logger: Logger): Promise<ClusterHistory> {
    const log = new EventLog();
    if (file === undefined) return new ClusterHistory(log, clock, undefined);
    const lines = await restore(log, file, logger);
    return new ClusterHistory(log, clock, new EventKeeper(log, file, logger, lines));
  }

  /** How many events could not be kept yet; undefined where none are kept. */
  get unkept(): number | undefined {
    return this.#keeper?.unkept;
  }

  /** Begins to record what happens. Returns what ends it, which rejects never and keeps what is left. */
  begin(controlPlane: ControlPlane, version: string): () => Promise<void> {
    const { wallNs } = this.#clock();
    const lapses = lapsesBehind(this.log.events, wallNs);
    const last = this.recorder.latest(({ kind }) => START_AND_END.includes(kind));
    this.recorder.record(startedEvent(last, version, wallNs));
    this.#keeper?.start();
    const look = (): void => {
      recordLapses(controlPlane, lapses, this.recorder, this.#momentOf(controlPlane));
    };
    look();
    const endings = [
      recordCluster(controlPlane, this.recorder),
      repeatEvery(LOOK_MS, () => {
        this.recorder.settle(this.#clock().wallNs);
        look();
      }),
    ];
    return async () => {
      for (const end of endings) end();
      await this.#keeper?.finish();
    };
  }

  /** Records the end, and tells who listens that nothing more comes. */
  end(): void {
    const { wallNs } = this.#clock();
    this.recorder.finish(wallNs);
    this.#note("exporter_stopped", "exporter stopped: it was asked to");
    this.log.end();
  }

  /** Records that the configuration was read again, and what came of it. Where the problems are is for the log: it may be secret. */
  noteReload({ length }: readonly unknown[]): void {
    if (length === 0) this.#note("config_reloaded", "configuration reloaded");
    else
      this.#note(
        "config_refused",
        `configuration not reloaded: ${length === 1 ? "a problem" : `${length} problems`}, which the log names; nothing was changed`,
      );
  }

  /** Records that this process stood still. */
  noteStall(seconds: number): void {
    this.recorder.record({
      kind: "exporter_stalled",
      atNs: this.#clock().wallNs,
      title: `exporter stood still for ${seconds.toFixed(1)} s`,
      durationSeconds: seconds,
    });
  }

  /** What makes changes as another one does, and records them. */
  recording(admin: ClusterAdmin, controlPlane: ControlPlane): ClusterAdmin {
    const moment = (): ChangeMoment => this.#momentOf(controlPlane);
    return new RecordingClusterAdmin(admin, controlPlane, this.recorder, moment);
  }

  /** Does something that may replace topology and tenants as a whole, and records what it changed. */
  recordReplacement(controlPlane: ControlPlane, replace: () => Promise<void>): Promise<void> {
    const moment = (): ChangeMoment => this.#momentOf(controlPlane);
    return recordReplacement(controlPlane, this.recorder, moment, () => nextTurn(), replace);
  }

  #note(kind: EventKind, title: string): void {
    this.recorder.record({ kind, atNs: this.#clock().wallNs, title });
  }

  /** Now, and what regions are called now. */
  #momentOf({ settings }: ControlPlane): ChangeMoment {
    const { regionNames } = settings;
    const nameOf: ChangeMoment["nameOf"] = (regionId) => regionNames.get(regionId) ?? String(regionId);
    return { atNs: this.#clock().wallNs, nameOf };
  }
}

/** @returns how many lines the file has; undefined when it has to be written anew. */
async function restore(log: EventLog, file: EventsFile, logger: Logger): Promise<number | undefined> {
  try {
    const kept = await file.load(() => nextTurn());
    if (kept === undefined) return undefined;
    log.restore(kept);
    const { unreadable } = kept;
    const fields = { events: log.events.length, unreadable };
    if (unreadable > 0) logger.warn(fields, "some lines of the file of events cannot be understood");
    else logger.info(fields, "events from before the start are remembered");
    return unreadable > 0 ? undefined : kept.events.length;
  } catch (err) {
    if (!(err instanceof StoreError)) throw err;
    logger.warn({ err, moved_to: file.asidePath }, "events from before the start are not remembered");
    await file.moveAside().catch((error: unknown) => {
      logger.warn({ err: error }, "the file of events could not be moved aside");
    });
    return undefined;
  }
}
