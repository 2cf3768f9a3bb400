import { setImmediate as nextTurn } from "node:timers/promises";
import type { Logger } from "pino";
import { repeatEvery } from "../../concurrency/repeat-every";
import type { EventLog } from "../../domain/history/event-log";
import { RecordingRing } from "../../recording/recording-ring";
import { processorTimeMs } from "../cluster/processor-time";
import { systemClock } from "../cluster/system-clock";
import { ClusterRecorder } from "./cluster-recorder";

/** What a process that is killed may take with it. */
const FLUSH_MS = 1_000;

/** Where to record, and how much of it is kept. */
export interface RecordingPlace {
  /** Undefined: nowhere. */
  readonly path: string | undefined;
  readonly maxBytes: number;
}

/** What arrives at one exporter, recorded on its disk. */
export class ClusterRecording {
  readonly recorder: ClusterRecorder;
  readonly #ring: RecordingRing;
  #endings: readonly (() => void)[] = [];

  private constructor(ring: RecordingRing) {
    this.#ring = ring;
    this.recorder = new ClusterRecorder(ring, { clock: systemClock(), workedMs: processorTimeMs, nextTurn });
    ring.onSegment = () => {
      void this.recorder.drawPicture();
    };
  }

  /**
   * Claims the place, if there is one.
   *
   * @throws StoreError when another process records there, or nothing can be written there.
   */
  static async open(
    { path, maxBytes }: RecordingPlace,
    version: string,
    logger: Logger,
  ): Promise<ClusterRecording | undefined> {
    if (path === undefined) return undefined;
    const ring = await RecordingRing.open({
      path,
      maxBytes,
      version,
      onFailing: (err) => {
        logger.error(
          { err, recording: path },
          "what arrives cannot be recorded; it is lost for a replay until it can",
        );
      },
      onRecovered: () => {
        logger.info({ recording: path }, "what arrives is recorded again");
      },
    });
    logger.info({ recording: path }, "what arrives is recorded");
    return new ClusterRecording(ring);
  }

  /** How many heartbeats, looks and changes could not be recorded. */
  get lost(): number {
    return this.#ring.lost;
  }

  /** Begins to write, and records the events of a log. */
  begin(events: EventLog): void {
    this.#endings = [
      this.recorder.follow(events),
      repeatEvery(FLUSH_MS, () => {
        this.recorder.flush();
      }),
    ];
  }

  /** Writes what is left. Never rejects. */
  async close(): Promise<void> {
    for (const end of this.#endings) end();
    this.recorder.flush();
    await this.#ring.close();
  }
}
