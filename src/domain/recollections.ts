import type { ChangeWatch } from "./change-watch";
import type { Membership } from "./membership/membership";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import type { RegionCourse } from "./regions/region-transitions";
import type { Absence, OpenIncident, Recollection, RememberedReplica } from "./terms/recollection";

/** An incident that was open before a longer absence is another one: by then nobody shows it any more. */
const LONGEST_ABSENCE_MS = 60 * 60 * 1000;

/** What one process heard, for the next one: who was silent for how long, and since when what is broken is broken. */
export class Recollections {
  readonly #membership: Membership;
  readonly #watch: ChangeWatch;
  readonly #livedMs: () => number;
  readonly #settings: () => ControlPlaneSettings;

  constructor(
    membership: Membership,
    watch: ChangeWatch,
    livedMs: () => number,
    settings: () => ControlPlaneSettings,
  ) {
    this.#membership = membership;
    this.#watch = watch;
    this.#livedMs = livedMs;
    this.#settings = settings;
  }

  /**
   * How replicas stand at the moment of the first portion, some at a time, so that other work can be done in between. Each
   * portion is some milliseconds of work.
   */
  replicas(): Generator<readonly RememberedReplica[], void> {
    return this.#membership.silent.remembered(this.#livedMs());
  }

  /** The incidents that are open, and how old they are. */
  get incidents(): readonly OpenIncident[] {
    return this.#watch.openIncidents(this.#livedMs());
  }

  /**
   * Takes in what an earlier process heard, of replicas that are expected: those that the topology names, and those that the
   * membership's own record knows. To be called after that was restored, and before the first heartbeat.
   *
   * @param absence - how long ago that was.
   * @returns of how many replicas it was of use.
   */
  restore({ replicas, incidents }: Recollection, absence: Absence): number {
    const livedMs = this.#livedMs();
    const settings = this.#settings();
    if ((absence.ms ?? 0) <= LONGEST_ABSENCE_MS) {
      const begun = incidents.map(({ id, ageMs }) => [id, livedMs - ageMs - (absence.ms ?? 0)] as const);
      // By then whatever is still broken has been found again.
      this.#watch.resumeIncidents(new Map(begun), livedMs + 2 * settings.offlineAfterMs);
    }
    return this.#membership.silent.recall(replicas, absence, livedMs, settings);
  }

  /**
   * Takes over how the states of regions went, where nothing of it is in doubt: a restart does not do so, because what a region is
   * after it has to be found out. To be called before the first look.
   */
  resumeRegions(courses: readonly RegionCourse[]): void {
    for (const course of courses) this.#watch.transitions.resume(course);
  }
}
