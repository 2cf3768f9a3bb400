import type { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
import type { ControlPlane } from "../../domain/control-plane";
import type { EventLog } from "../../domain/history/event-log";
import type { ShardAssignment } from "../../domain/membership/topology";
import type { Clock, Instant } from "../../domain/terms/clock";
import type { Source } from "../../domain/terms/source";
import type { TenantConfig } from "../../domain/terms/tenant";
import { printAssignments } from "../../recording/assignments";
import { EntryEncoder } from "../../recording/entry-encoder";
import type { EntryChunk } from "../../recording/entry-encoder";
import { drawPicture, MOST_EVENTS } from "./cluster-picture";
import { printEvents } from "./printed-events";

/** How long a reading of the processor time is good for, in milliseconds: a look asks for it as often. */
const WORK_READ_INTERVAL_MS = 100;

/** A reading of the clock that comes so long after the last one is recorded: it may be the end of a stall. */
const NOTABLE_PAUSE_MS = 500;

const TENANTS_AT_A_TIME = 1_000;

/** Where a recording goes. */
export interface RecordingSink {
  append(chunk: EntryChunk): void;
  pictureIsWhole(): void;
}

/** What time a recorder goes by. */
export interface RecorderTime {
  readonly clock: Clock;
  /** Milliseconds of processor time that this process has used. */
  readonly workedMs: () => number;
  /** Resolves when other work has had its turn. */
  readonly nextTurn: () => Promise<void>;
}

/**
 * Records all that reaches a control plane, so that another one that is given the same comes to the same: heartbeats, changes, every
 * look at the cluster, and what the clocks showed at each of them.
 *
 * It is put in front of the methods of one control plane, from outside: one that is not recorded pays nothing for it. While a
 * method does its work the clock stands still for it, so that it can be shown the same time again.
 */
export class ClusterRecorder {
  readonly #sink: RecordingSink;
  readonly #time: RecorderTime;
  readonly #encoder: EntryEncoder;
  /** What the control plane is shown while one of its methods works. */
  #held: Instant | undefined;
  #lastMs: number;
  #workedMs: number;
  #workReadMs: number;
  #controlPlane: ControlPlane | undefined;
  #events: EventLog | undefined;
  #eventId = 0;
  #sources: readonly Source[] = [];
  #exposition: unknown = {};
  #pictures = 0;

  constructor(sink: RecordingSink, time: RecorderTime) {
    this.#sink = sink;
    this.#time = time;
    this.#encoder = new EntryEncoder((chunk) => {
      sink.append(chunk);
    });
    this.#held = time.clock();
    this.#lastMs = this.#held.monotonicMs;
    this.#workReadMs = this.#held.monotonicMs;
    this.#workedMs = time.workedMs();
    this.#encoder.stamp(this.#held, this.#workedMs);
  }

  /** What the control plane is to be built with; it has to be attached at once. */
  get timing(): Pick<RecorderTime, "clock" | "workedMs"> {
    return { clock: () => this.#read(), workedMs: () => this.#workedMs };
  }

  /** Begins to record a control plane that was built with {@link timing} and has heard nobody yet. */
  attach(controlPlane: ControlPlane): void {
    this.#controlPlane = controlPlane;
    this.#draw(this.#held ?? this.#time.clock(), false);
    this.#held = undefined;
    this.#tapHeartbeats(controlPlane);
    this.#tapLooks(controlPlane);
    this.#tapMembership(controlPlane);
    this.#tapTenants(controlPlane);
    this.#tapSources(controlPlane);
  }

  /** Records the events of a log from now on, and with the next picture its latest ones. */
  follow(events: EventLog): () => void {
    this.#events = events;
    this.#eventId = events.events.at(-MOST_EVENTS - 1)?.id ?? 0;
    this.#recordEvents(events);
    return events.onChange(() => {
      this.#recordEvents(events);
    });
  }

  #recordEvents({ events, lastId }: EventLog): void {
    const index = events.findLastIndex(({ id }) => id <= this.#eventId) + 1;
    this.#eventId = lastId;
    for (const event of events.slice(index)) this.#encoder.call("events", [printEvents([event])]);
  }

  /** Records what of the configuration matters for what is served, and is no setting of the control plane. */
  noteExposition(exposition: { readonly detail: string; readonly maxSeries: number }): void {
    this.#exposition = exposition;
    this.#encoder.call("exposition", [exposition]);
  }

  /** Hands what there is to the disk. To be called every second. */
  flush(): void {
    this.#encoder.flush();
  }

  /** Draws the cluster as it is, at the beginning of a segment. Rejects never; another call ends one that is under way. */
  async drawPicture(): Promise<void> {
    this.#pictures += 1;
    const own = this.#pictures;
    await this.#time.nextTurn();
    const steps = this.#draw(this.#time.clock(), true);
    while (own === this.#pictures && steps?.next().done === false) await this.#time.nextTurn();
    if (own !== this.#pictures) return;
    this.#encoder.flush();
    this.#sink.pictureIsWhole();
  }

  /** @param isUnderWay - whether anything can have been heard. Then the steps after the first are left to the caller. */
  #draw(instant: Instant, isUnderWay: boolean): Generator<undefined, void> | undefined {
    const controlPlane = this.#controlPlane;
    if (controlPlane === undefined) return undefined;
    // The look is recorded, as any other is: it may find something.
    const snapshot = isUnderWay ? controlPlane.snapshot() : undefined;
    const subject = {
      controlPlane,
      instant: isUnderWay ? this.#lastInstant : instant,
      workedMs: this.#workedMs,
      snapshot,
      sources: this.#sources,
      exposition: this.#exposition,
      events: this.#events,
    };
    const steps = drawPicture(subject, this.#encoder);
    if (isUnderWay) {
      steps.next();
      return steps;
    }
    while (steps.next().done === false);
    this.#encoder.flush();
    this.#sink.pictureIsWhole();
    return undefined;
  }

  #lastInstant: Instant = { monotonicMs: 0, wallNs: 0n };

  #read(): Instant {
    if (this.#held !== undefined) return this.#held;
    const instant = this.#time.clock();
    if (instant.monotonicMs - this.#lastMs > NOTABLE_PAUSE_MS) {
      this.#stamp(instant);
      this.#encoder.call("seen", []);
    }
    return instant;
  }

  #stamp(instant: Instant): void {
    const { monotonicMs } = instant;
    this.#lastInstant = instant;
    this.#lastMs = Math.max(this.#lastMs, monotonicMs);
    if (monotonicMs - this.#workReadMs >= WORK_READ_INTERVAL_MS) {
      this.#workReadMs = monotonicMs;
      this.#workedMs = this.#time.workedMs();
    }
    this.#encoder.stamp(instant, this.#workedMs);
  }

  /** A method that is recorded by a name, unless another one that is recorded calls it. */
  #told<Args extends readonly unknown[], Value>(
    name: string,
    method: (...args: Args) => Value,
    toRecord: (...args: Args) => readonly unknown[] = (...args) => args,
  ): (...args: Args) => Value {
    return (...args) => {
      if (this.#held !== undefined) return method(...args);
      return this.#holding(() => {
        this.#encoder.call(name, toRecord(...args));
        return method(...args);
      });
    };
  }

  #holding<Value>(work: () => Value): Value {
    const instant = this.#time.clock();
    this.#stamp(instant);
    this.#held = instant;
    try {
      return work();
    } finally {
      this.#held = undefined;
    }
  }

  #tapHeartbeats(plane: ControlPlane): void {
    const record = plane.recordHeartbeat.bind(plane);
    plane.recordHeartbeat = (draft: HeartbeatDraft, given?: Instant, isCopy?: boolean) => {
      const instant = given ?? this.#time.clock();
      this.#stamp(instant);
      this.#encoder.heartbeat(draft, isCopy ?? false);
      return record(draft, instant, isCopy);
    };
    plane.countRejectedHeartbeats = this.#told("rejected", plane.countRejectedHeartbeats.bind(plane));
  }

  #tapLooks(plane: ControlPlane): void {
    const look = <Args extends readonly unknown[], Value>(
      method: (...args: Args) => Value,
    ): ((...args: Args) => Value) => this.#told<Args, Value>("look", method, () => []);
    plane.tick = this.#told("tick", plane.tick.bind(plane));
    // By itself, because it is asked for as often as anybody probes, and is replayed in no time.
    plane.states = this.#told("states", plane.states.bind(plane));
    plane.totals = look(plane.totals.bind(plane));
    plane.totalsUnless = look(plane.totalsUnless.bind(plane));
    plane.snapshot = look(plane.snapshot.bind(plane));
    plane.snapshotInSteps = look(plane.snapshotInSteps.bind(plane));
    const { recollections, maintenance } = plane;
    recollections.restore = this.#told("recall", recollections.restore.bind(recollections));
    maintenance.replace = this.#told("maintenance", maintenance.replace.bind(maintenance));
  }

  #tapMembership(plane: ControlPlane): void {
    plane.configure = this.#told("configure", plane.configure.bind(plane));
    plane.updateTopology = this.#told("assign", plane.updateTopology.bind(plane));
    plane.removeShard = this.#told("removeShard", plane.removeShard.bind(plane));
    plane.removeRegion = this.#told("removeRegion", plane.removeRegion.bind(plane));
    const replaceInSteps = plane.replaceTopologyInSteps.bind(plane);
    plane.replaceTopologyInSteps = (assignments) => this.#topologySteps(assignments, replaceInSteps);
    plane.replaceTopology = (assignments) => {
      const steps = plane.replaceTopologyInSteps([...assignments]);
      while (steps.next().done === false);
    };
    const { membershipRecord: record } = plane;
    record.apply = this.#told("apply", record.apply.bind(record));
    record.adopt = this.#told("adopt", record.adopt.bind(record));
    record.restore = this.#told("restore", record.restore.bind(record));
  }

  *#topologySteps(
    assignments: Iterable<ShardAssignment>,
    replace: ControlPlane["replaceTopologyInSteps"],
  ): Generator<undefined, void> {
    const list = [...assignments];
    this.#encoder.call("topology.begin", [printAssignments(list)]);
    const steps = replace(list);
    const next = this.#told("topology.step", () => steps.next());
    try {
      while (next().done === false) yield;
    } finally {
      steps.return();
    }
  }

  #tapTenants({ tenantRouter: router }: ControlPlane): void {
    router.registerTenant = this.#told("tenant", router.registerTenant.bind(router));
    router.removeTenant = this.#told("removeTenant", router.removeTenant.bind(router));
    const replaceInSteps = router.replaceInSteps.bind(router);
    router.replaceInSteps = (configs) => this.#tenantSteps([...configs], replaceInSteps);
  }

  *#tenantSteps(
    configs: readonly TenantConfig[],
    replace: (configs: Iterable<TenantConfig>) => Generator<undefined, void>,
  ): Generator<undefined, void> {
    this.#encoder.call("tenants.begin", []);
    for (let at = 0; at < configs.length; at += TENANTS_AT_A_TIME) {
      this.#encoder.call("tenants.some", [configs.slice(at, at + TENANTS_AT_A_TIME)]);
      yield;
    }
    yield* replace(configs);
    this.#encoder.call("tenants.end", []);
  }

  #tapSources({ sources }: ControlPlane): void {
    const configure = this.#told("sources", sources.configure.bind(sources));
    sources.configure = (list) => {
      this.#sources = list;
      configure(list);
    };
    sources.answered = this.#told("answered", sources.answered.bind(sources));
    sources.failed = this.#told("failed", sources.failed.bind(sources));
    const take = sources.take.bind(sources);
    sources.take = (source, draft, snapshotNs) =>
      this.#holding(() => {
        this.#encoder.polled(source, draft, snapshotNs);
        return take(source, draft, snapshotNs);
      });
  }
}
