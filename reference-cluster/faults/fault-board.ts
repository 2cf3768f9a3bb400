import type { Logger } from "pino";
import type { ReferenceCluster } from "../cluster/reference-cluster";
import { DURATION_FORM, parseDuration } from "../duration";
import type { Cancel, Scheduler } from "../scheduler";
import type { ParameterProblem } from "../commands/command";
import type { EndFault, Fault } from "./fault";
import { FAULTS } from "./fault-catalogue";

/** A fault that is on the cluster. */
export interface ActiveFault {
  /** The fault's name and a number that is never used again. */
  readonly id: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Nanoseconds since the epoch. */
  readonly startedAtNs: bigint;
  /** Milliseconds after which it ends by itself; undefined: when it is cleared. */
  readonly durationMs: number | undefined;
  /** What there is to tell about how it began. */
  readonly outcome?: Readonly<Record<string, unknown>>;
}

/** What became of the wish for a fault. */
export type FaultBoardResult =
  | { readonly result: "started"; readonly fault: ActiveFault }
  /** There is no such fault, or its parameters are not in order. */
  | { readonly result: "unknown"; readonly message: string }
  | { readonly result: "invalid"; readonly problems: readonly ParameterProblem[] }
  /** The cluster is not in a state in which the fault can begin. */
  | { readonly result: "refused"; readonly message: string };

interface Entry {
  readonly fault: ActiveFault;
  readonly end: EndFault;
  readonly cancelTimer: Cancel;
}

/** Puts faults on a cluster and takes them off, by themselves after their duration or when asked to. */
export class FaultBoard {
  readonly #cluster: ReferenceCluster;
  readonly #scheduler: Scheduler;
  readonly #log: Logger;
  readonly #entries = new Map<string, Entry>();
  readonly #planned = new Set<Cancel>();
  #lastNumber = 0;
  #stopped = false;

  constructor(cluster: ReferenceCluster, scheduler: Scheduler, log: Logger) {
    this.#cluster = cluster;
    this.#scheduler = scheduler;
    this.#log = log;
  }

  /** Faults that are on the cluster, the oldest first. */
  get active(): readonly ActiveFault[] {
    return [...this.#entries.values()].map(({ fault }) => fault);
  }

  /** What is wrong with a fault's parameters; empty when nothing is. */
  check(name: string, parameters: Readonly<Record<string, string>>): readonly ParameterProblem[] {
    const fault = FAULTS.find((candidate) => candidate.name === name);
    if (fault === undefined) return [{ parameter: "name", message: unknownFault(name) }];
    return this.#prepare(fault, parameters).problems;
  }

  /** Puts a fault on the cluster. Besides its own parameters each fault takes a `duration`. */
  async start(name: string, parameters: Readonly<Record<string, string>>): Promise<FaultBoardResult> {
    const kind = FAULTS.find((candidate) => candidate.name === name);
    if (kind === undefined) return { result: "unknown", message: unknownFault(name) };
    const { problems, begin, durationMs } = this.#prepare(kind, parameters);
    if (begin === undefined) return { result: "invalid", problems };
    const startedAtNs = this.#scheduler.wallNs();
    const started = await begin();
    if (!started.ok) {
      this.#log.warn({ fault: name, parameters, problem: started.message }, "fault refused");
      return { result: "refused", message: `${name}: ${started.message}` };
    }
    if (this.#stopped) return { result: "refused", message: `${name}: the cluster is stopping` };
    this.#lastNumber += 1;
    const { outcome, end } = started.value;
    const id = `${name}-${this.#lastNumber}`;
    const fault = { id, name, parameters, startedAtNs, durationMs, ...(outcome && { outcome }) };
    this.#entries.set(id, { fault, end, cancelTimer: this.#endAfter(id, durationMs) });
    this.#log.info({ fault: id, parameters, ...outcome }, "fault begins");
    return { result: "started", fault };
  }

  /** Puts a fault on the cluster later; that it could not begin is logged. */
  plan(name: string, parameters: Readonly<Record<string, string>>, afterMs: number): void {
    const cancel = this.#scheduler.after(afterMs, () => {
      this.#planned.delete(cancel);
      this.start(name, parameters).catch((error: unknown) => {
        this.#log.error({ fault: name, err: error }, "a planned fault failed");
      });
    });
    this.#planned.add(cancel);
  }

  /** Takes a fault off the cluster. @returns the fault, or undefined when there is none of that id. */
  async clear(id: string): Promise<ActiveFault | undefined> {
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    this.#entries.delete(id);
    entry.cancelTimer();
    this.#log.info({ fault: id }, "fault ends");
    const problem = await entry.end();
    if (typeof problem === "string") this.#log.warn({ fault: id, problem }, "fault is not undone");
    return entry.fault;
  }

  /** Takes every fault off the cluster, also those that are planned. @returns those that were on it. */
  async clearAll(): Promise<readonly ActiveFault[]> {
    this.#cancelPlanned();
    const faults = this.active;
    for (const { id } of faults.toReversed()) await this.clear(id);
    return faults;
  }

  /** Forgets all faults and undoes none, for a cluster that stops. */
  stop(): void {
    this.#stopped = true;
    this.#cancelPlanned();
    for (const { cancelTimer } of this.#entries.values()) cancelTimer();
    this.#entries.clear();
  }

  #prepare(kind: Fault, { duration, ...own }: Readonly<Record<string, string>>) {
    const durationMs = duration === undefined ? undefined : parseDuration(duration);
    const badDuration = duration !== undefined && (durationMs === undefined || durationMs === 0);
    const durationProblems = badDuration
      ? [
          {
            parameter: "duration",
            message: `duration: expected ${DURATION_FORM}, more than 0, got "${duration}"`,
          },
        ]
      : [];
    const prepared = kind.prepare(this.#cluster, own);
    const problems = [...(prepared.ok ? [] : prepared.problems), ...durationProblems];
    return { durationMs, problems, begin: prepared.ok && !badDuration ? prepared.value : undefined };
  }

  #endAfter(id: string, durationMs: number | undefined): Cancel {
    if (durationMs === undefined) return () => undefined;
    return this.#scheduler.after(durationMs, () => {
      this.clear(id).catch((error: unknown) => {
        this.#log.error({ fault: id, err: error }, "a fault could not be ended");
      });
    });
  }

  #cancelPlanned(): void {
    for (const cancel of this.#planned) cancel();
    this.#planned.clear();
  }
}

function unknownFault(name: string): string {
  return `expected one of the faults ${FAULTS.map((fault) => fault.name).join(", ")}, got "${name}"`;
}
