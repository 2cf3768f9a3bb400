import type { HeartbeatResult } from "../../domain/terms/cluster-snapshot";
import type { PeerReading } from "../../domain/terms/peer-reading";
import type { SourceReading } from "../../domain/terms/source-reading";
import type { LatencyReading } from "./latency-histogram";
import type { RefusalCounts } from "./refusal-counts";
import type { SeriesShed } from "./series-budget";

/** Heartbeats over NATS, as far as this process had to do with them. */
export interface NatsStatus {
  readonly isConnected: boolean;
  /** What came, by what became of it, ever. */
  readonly taken: Readonly<Record<HeartbeatResult, number>>;
  /** Messages that were dropped because too many waited, ever. */
  readonly dropped: number;
  /** Heartbeats of HTTP that were passed on, and that could not be, ever. */
  readonly passedOn: number;
  readonly lost: number;
}

/** What the exporter's program knows of itself; the composition root keeps it. */
export interface ProgramStatus {
  /** Version of this package, such as "0.1.0". */
  readonly version: string;
  /** Commit that it was built from; "unknown" when nobody said. */
  readonly revision: string;
  /** Version of Node that runs it, such as "v20.20.2". */
  readonly nodeVersion: string;
  /** Whether the last attempt to load the configuration succeeded. */
  readonly configReloadSuccessful: boolean;
  /** Nanoseconds since the epoch, our clock, when a configuration was last loaded; undefined when none ever was. */
  readonly configReloadSuccessAtNs: bigint | undefined;
  /** Attempts to load the configuration anew since the start, by whether they succeeded; undefined where there are none. */
  readonly configReloads?: { readonly succeeded: number; readonly failed: number } | undefined;
  /** Whether what was last found in the files of the web configuration is in force; undefined without one. */
  readonly webConfigReloadSuccessful?: boolean | undefined;
  /** When the first certificate that is served ends, in milliseconds since the epoch; undefined without TLS. */
  readonly certificateExpiresAtMs?: number | undefined;
  /** What limits have refused since the start. */
  readonly refusals: RefusalCounts;
  /** Lines of the log that were lost since the start; undefined where nobody knows, as in an application that brings its own log. */
  readonly logLinesLost?: number | undefined;
  /** Nanoseconds since the epoch, our clock, when what was heard was last kept for the next start, or the program began; undefined where it is not kept. */
  readonly heardKeptAtNs?: bigint | undefined;
  /** Events that could not be written beside the state, and are in memory only; undefined where none are written. */
  readonly eventsUnkept?: number | undefined;
  /** What could not be recorded since the start; undefined where nothing is. */
  readonly recordingLost?: number | undefined;
  /** Undefined where heartbeats do not go over NATS. */
  readonly nats?: NatsStatus | undefined;
  /** Whether changes of topology and tenants could be kept when it was looked last; undefined where nothing is kept. */
  readonly storeReachable?: boolean | undefined;
  /** The control planes that are polled; none unless given. */
  readonly sources?: readonly SourceReading[];
  /** The cluster's other exporters that are asked for their view; none unless given. */
  readonly peers?: readonly PeerReading[];
}

/** What the exporter's own metrics are made from: the program, and the last exposition that was rendered to its end. */
export interface ExporterStatus extends ProgramStatus {
  /** Seconds of work that the last render took, waiting for the receiver left out; undefined before the first. */
  readonly lastRenderSeconds: number | undefined;
  /** Series that the last render wrote, whatever it was asked for; undefined before the first. */
  readonly lastSeries: number | undefined;
  /** How long requests with heartbeats took, ever; undefined where it is not measured. */
  readonly ingestLatency?: LatencyReading;
  /** How long scrapes took, ever; undefined where it is not measured. */
  readonly scrapeLatency?: LatencyReading;
  /** What the series budget leaves out of scrapes now; undefined without a budget. */
  readonly seriesShed: SeriesShed | undefined;
}
