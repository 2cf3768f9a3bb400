import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { ClusterRecorder } from "../../../src/app/recording/cluster-recorder";
import { recordCluster } from "../../../src/app/history/record-cluster";
import { replayRecording } from "../../../src/app/replay/replay-recording";
import { EventLog } from "../../../src/domain/history/event-log";
import { EventRecorder } from "../../../src/domain/history/event-recorder";
import { RecordingRing } from "../../../src/recording/recording-ring";
import type { ControlPlane } from "../../../src/domain/control-plane";
import { Exposition } from "../../../src/metrics/exposition";
import { printClusterHealth } from "../../../src/wire/shapes/cluster-health";
import { printEvents } from "../../../src/app/recording/printed-events";
import { exporterStatus } from "../metrics/rendered-metric";
import { scrapeText } from "../metrics/rendering-text";
import type { TestCluster } from "../domain/domain-cluster";

const MIB = 2 ** 20;

/** What is told of a cluster at one moment, as far as it is not about the exporter's own process. */
export interface ToldMoment {
  readonly atNs: bigint;
  readonly metrics: string;
  readonly health: string;
  readonly events: string;
}

/** A cluster on a fake clock that is recorded to a folder of its own. */
export class RecordedCluster {
  readonly recorder: ClusterRecorder;
  readonly events = new EventLog();
  readonly #endings: (() => void)[];
  #isClosed = false;

  private constructor(
    readonly folder: string,
    readonly cluster: TestCluster,
    readonly ring: RecordingRing,
  ) {
    const { clock } = cluster.time;
    this.recorder = new ClusterRecorder(ring, { clock, workedMs: () => 0, nextTurn });
    this.recorder.attach(cluster.controlPlane);
    this.recorder.noteExposition({ detail: "follower", maxSeries: 0 });
    ring.onSegment = () => {
      void this.recorder.drawPicture();
    };
    this.#endings = [
      this.recorder.follow(this.events),
      recordCluster(cluster.controlPlane, new EventRecorder(this.events)),
    ];
  }

  /**
   * @param maxBytes - of the ring.
   * @param path - of a recording that this one goes behind; without it, in a folder of its own.
   */
  static async begin(cluster: TestCluster, maxBytes = 64 * MIB, path?: string): Promise<RecordedCluster> {
    const folder = path === undefined ? await mkdtemp(join(tmpdir(), "recording-test-")) : dirname(path);
    const ring = await RecordingRing.open({
      path: path ?? join(folder, "recording"),
      maxBytes,
      version: "1.2.3",
      onFailing: () => undefined,
      onRecovered: () => undefined,
    });
    return new RecordedCluster(folder, cluster, ring);
  }

  /** As `--record` is given it. */
  get path(): string {
    return join(this.folder, "recording");
  }

  /** What is told now. It is a look, and recorded as one. */
  async tell(): Promise<ToldMoment> {
    const { controlPlane, time } = this.cluster;
    return tellOf(controlPlane, this.events, time.wallNs);
  }

  /** Everything is on the disk; nothing is recorded any more. */
  async end(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const end of this.#endings) end();
    this.recorder.flush();
    await this.ring.close();
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true });
  }
}

/** What a replay of a moment tells. */
export async function replayed(path: string, atNs: bigint): Promise<ToldMoment> {
  const { controlPlane, events } = await replayRecording(path, { atNs });
  return tellOf(controlPlane, events, atNs);
}

async function tellOf(controlPlane: ControlPlane, events: EventLog, atNs: bigint): Promise<ToldMoment> {
  const health = printClusterHealth(controlPlane.health());
  const exposition = new Exposition({
    totals: () => controlPlane.totals(),
    replicas: controlPlane.replicas,
    programStatus: exporterStatus,
    detail: "follower",
    clock: () => ({ monotonicMs: 0, wallNs: atNs }),
    nextTurn,
  });
  const metrics = await scrapeText(exposition, { format: "text" });
  return { atNs, metrics, health, events: printEvents(events.events) };
}
