import type { Logger } from "pino";
import type { ReferenceCluster } from "../cluster/reference-cluster";
import type { ExporterClient } from "../heartbeats/exporter-client";
import type { Scheduler } from "../scheduler";

/** What operations work with. */
export interface OperationParts {
  readonly cluster: ReferenceCluster;
  readonly scheduler: Scheduler;
  readonly exporter: ExporterClient;
  readonly log: Logger;
}

/** Work on a cluster that is planned, goes on by itself step by step, and goes on after a crash. */
export interface Operation {
  readonly id: string;
  /** Whether there is nothing left to do. */
  readonly isOver: boolean;
  /** Everything that there is to know about it, as plain JSON. */
  readonly status: Readonly<Record<string, unknown>>;
  /** Begins, or goes on from where it stood. */
  start(): void;
  /** Does nothing any more and undoes nothing, as if its process had died. What it announced lapses. */
  abandon(): void;
  /** Gives up, and undoes what can be undone. @returns why it cannot be given up any more, if so. */
  cancel(): string | undefined;
}
