import type { Logger } from "pino";

import type { ControlPlane } from "../../domain/control-plane";
import type { EventLog } from "../../domain/history/event-log";
import type { RegionCourses } from "../../domain/history/region-courses";
import type { PeerReading } from "../../domain/terms/peer-reading";
import type { SourceReading } from "../../domain/terms/source-reading";
import type { Exposition } from "../../metrics/exposition";
import type { LimitEntry, ValuesOf } from "../../limits/limit-values";
import type { AccessToken } from "../access/bearer-tokens";
import type { ClusterAdmin } from "./cluster-admin";
import type { PasswordAccess } from "../access/passwords/password-access";
import type { HeartbeatBudget } from "../limits/heartbeat-budget";
import type { Refusals } from "../limits/refusals";
import type { RunbookLibrary } from "./runbook-library";

/** One thing that is wrong with a configuration, as an answer to a reload shows it. */
export interface ReloadProblem {
  /** The file, as the operator gave its path. */
  readonly file: string;
  /** The setting, dotted, as the file spells it; empty when the problem is about the file as a whole. */
  readonly path: string;
  /** Line and column in the file, both from 1; both 0 when the file itself is the problem. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What became of re-reading the configuration. A bad file changes nothing. */
export type ReloadResult =
  { readonly ok: true } | { readonly ok: false; readonly problems: readonly ReloadProblem[] };

/** What a client may send: the limits on requests, by their property in the table of limits. */
export interface HttpLimits extends ValuesOf<LimitEntry<"request">> {
  /** Per client address and window; 0 means no limit. Probes are never limited. */
  readonly rateLimit: ValuesOf<LimitEntry<"window">> & { readonly windowMs: number };
}

/** What of the settings one request is answered by: as they were when it came, also where a reload comes before its end. */
export interface RequestSettings {
  readonly tokens: readonly AccessToken[];
  /** Undefined when nobody has a password. */
  readonly passwords: PasswordAccess | undefined;
  /** Whether the probes answer without credentials. */
  readonly openProbes: boolean;
  readonly limits: HttpLimits;
}

/** Headers of every answer, by name; an empty value takes a header away. */
export type ExtraHeaders = Readonly<Record<string, string>>;

/**
 * What an application may choose about the routes that it mounts. Functions are called on every request: they may change
 * with a reload.
 */
export interface HttpOptions {
  readonly clusterAdmin: ClusterAdmin;
  /** Re-reads the configuration. Expected failures are values; a rejection is answered with 500. */
  readonly reload: () => Promise<ReloadResult>;
  /** Why the program is not ready, one sentence each, fit to be shown to anybody; empty when it is ready. */
  readonly readiness: () => readonly string[];
  /** What does not work although the program is ready, in the same words. Without it: nothing. */
  readonly readinessNotes?: () => readonly string[];
  readonly logger: Logger;
  /** The bearer tokens. Without any, and without passwords, reading is open and writing is for loopback addresses. */
  readonly tokens: () => readonly AccessToken[];
  /** The users with a password; undefined, or without it: none. */
  readonly passwords?: () => PasswordAccess | undefined;
  /** Is given every heartbeat that came over HTTP and was news, as it came; its bytes are valid until it returns. */
  readonly passOnHeartbeat?: ((heartbeat: Uint8Array) => void) | undefined;
  /** Headers of every answer beside this program's own, or in their place; an empty value takes one away. */
  readonly extraHeaders?: () => ExtraHeaders;
  /** Whether `/-/healthy` and `/-/ready` answer without a token. Without it they do. */
  readonly openProbes?: () => boolean;
  /** Read once for each request, so a getter that follows a reloaded configuration works. */
  readonly limits: HttpLimits;
  /** This program's version, shown on the status page and in the OpenAPI document. */
  readonly version: string;
  /** Where the metrics are, usually "/metrics". Starts with a slash. */
  readonly telemetryPath: string;
}

/** What the routes need from the rest of the program. */
export interface HttpServices extends HttpOptions {
  readonly controlPlane: ControlPlane;
  readonly exposition: Exposition;
  /** What happened, as far as it is kept. Without it: nothing is kept. */
  readonly events?: EventLog;
  /** The last hour of each region. Without it the status page draws none. */
  readonly courses?: RegionCourses;
  /** Told about everything that a limit refuses. */
  readonly refusals: Refusals;
  /** What client addresses have left of the heartbeats that they may send. */
  readonly heartbeatBudget: HeartbeatBudget;
  /** Without it there are none. */
  readonly runbooks?: RunbookLibrary;
  /** The control planes that are polled, for the status page. Without it none are. */
  readonly sources?: () => readonly SourceReading[];
  /** The moment that is shown, nanoseconds since the epoch, where it is one of the past. */
  readonly replayOfNs?: bigint;
  /** The cluster's other exporters, for the status page. Without it none are asked. */
  readonly peers?: () => readonly PeerReading[];
}
