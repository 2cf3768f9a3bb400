import { EventListeners } from "./event-listeners";
import type { IncidentListener, ListenerErrorHandler, TransitionListener } from "./event-listeners";
import { Incidents } from "./incidents/incidents";
import type { Look } from "./incidents/incidents";
import type { IncidentsFound } from "./incidents/incidents-found";
import type { RegionStatus } from "./terms/cluster-health";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import type { RegionId } from "./terms/ids";
import type { IncidentChange } from "./terms/incident";
import type { OpenIncident } from "./terms/recollection";
import { gatherReasons } from "./views/gather-reasons";
import { ReasonRows } from "./views/reason-rows";
import { ServiceLevels } from "./service-levels/service-levels";
import { SpokenFor } from "./incidents/silence/spoken-for";
import { regionStates } from "./regions/region-health";
import { RegionTransitions } from "./regions/region-transitions";
import type { RegionTransition } from "./regions/region-transitions";

/** What is looked at, by which settings. */
export type WatchedMoment = Omit<Look, "thresholds" | "spokenFor"> & {
  readonly settings: ControlPlaneSettings;
};

/** Finds out the states of replicas and regions and what is broken, and tells listeners what changed. */
export class ChangeWatch {
  readonly transitions = new RegionTransitions();
  readonly serviceLevels = new ServiceLevels();
  readonly #incidents = new Incidents();
  readonly #listeners: EventListeners<RegionTransition>;
  readonly #incidentListeners: EventListeners<IncidentChange>;

  constructor(onListenerError: ListenerErrorHandler | undefined) {
    this.#listeners = new EventListeners(onListenerError);
    this.#incidentListeners = new EventListeners(onListenerError);
  }

  /** As of the last look. */
  get incidents(): IncidentsFound {
    return this.#incidents.found;
  }

  /** Those that are open, with their age. */
  openIncidents(livedMs: number): readonly OpenIncident[] {
    return this.#incidents.open(livedMs);
  }

  /** What an earlier process found began then, in lived milliseconds by id, where it is found again until `untilMs`. */
  resumeIncidents(begunMs: ReadonlyMap<string, number>, untilMs: number): void {
    this.#incidents.resume(begunMs, untilMs);
  }

  /** Our clock was set by so much: since when something is moves along, so that its age stays true. */
  moveAlong(stepNs: bigint): void {
    this.transitions.moveAlong(stepNs);
    this.#incidents.moveAlong(stepNs);
  }

  /** Calls `listener` for every change of a region's state. Returns a function that ends it. */
  onTransition(listener: TransitionListener): () => void {
    return this.#listeners.add(listener);
  }

  /** Calls `listener` for every incident that begins, becomes another cause or ends. Returns a function that ends it. */
  onIncident(listener: IncidentListener): () => void {
    return this.#incidentListeners.add(listener);
  }

  /** @throws what a listener threw since the last call, unless the handler is told instead. */
  throwPending(): void {
    this.#listeners.throwPending();
    this.#incidentListeners.throwPending();
  }

  /**
   * Takes a look, and returns the transitions that it found.
   *
   * @param isInBetween - whether half a change of the topology is made: only states of replicas are found out then, because a
   *   region of which half is replaced is in no state that means anything.
   */
  look(moment: WatchedMoment, isInBetween: boolean): readonly RegionTransition[] {
    const { settings, ...rest } = moment;
    moment.table.updateStates(moment.livedMs, settings);
    const spokenFor = new SpokenFor(moment.table, settings);
    const states = regionStates(moment.table, spokenFor.isFollower);
    if (isInBetween) return [];
    const transitions = this.#tellTransitions(states, moment);
    const incidentChanges = this.#incidents.observe({ ...rest, spokenFor, thresholds: settings });
    this.serviceLevels.observe(states, { ...moment, lateFollowers: this.#incidents.lateFollowers });
    for (const change of incidentChanges) this.#incidentListeners.tell(change);
    return transitions;
  }

  #tellTransitions(
    states: ReadonlyMap<RegionId, RegionStatus>,
    { table, names, livedMs, wallNs, settings }: WatchedMoment,
  ): readonly RegionTransition[] {
    const changes = this.transitions.observe(states, wallNs);
    if (changes.length === 0) return [];
    const reasons = new Map<RegionId, ReasonRows>();
    const transitions = changes.map((change): RegionTransition => {
      const rows = new ReasonRows(settings);
      reasons.set(change.regionId, rows);
      return { ...change, name: names.nameOf(change.regionId), atNs: wallNs, reasons: rows };
    });
    gatherReasons(table, table.slots.ordered, livedMs, settings, reasons);
    for (const transition of transitions) this.#listeners.tell(transition);
    return transitions;
  }
}
