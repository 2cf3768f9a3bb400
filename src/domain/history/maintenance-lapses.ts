import { maintenanceEndNs, maintenanceState } from "../terms/maintenance-window";
import type { MaintenanceWindow } from "../terms/maintenance-window";
import type { EventDraft } from "../terms/cluster-event";
import { maintenanceLapsed } from "./maintenance-events";
import type { ChangeMoment } from "./membership-events";

/** What was told before the first look, by an earlier process. */
export interface ToldBefore {
  /** The titles of all events that are kept. */
  readonly titles: ReadonlySet<string>;
  /** Nanoseconds since the epoch: the oldest event that is kept. What lapsed before it was nothing to tell then. */
  readonly sinceNs: bigint;
}

/** Finds planned work that lapsed by itself, each lapse once, also one from while no exporter ran. */
export class MaintenanceLapses {
  readonly #before: ToldBefore;
  /** By id: the end of the lapse that was told last. */
  readonly #told = new Map<string, bigint>();
  #isFirstLook = true;

  constructor(before: ToldBefore) {
    this.#before = before;
  }

  /** The events of what has lapsed since the last look; windows that were ended are gone and lapse no more. */
  look(windows: readonly MaintenanceWindow[], moment: ChangeMoment): readonly EventDraft[] {
    const ids = new Set(windows.map(({ id }) => id));
    for (const id of this.#told.keys()) if (!ids.has(id)) this.#told.delete(id);
    const events = windows.flatMap((window) => {
      const endNs = maintenanceEndNs(window);
      if (maintenanceState(window, moment.atNs) !== "lapsed" || this.#told.get(window.id) === endNs)
        return [];
      this.#told.set(window.id, endNs);
      const event = maintenanceLapsed(window, moment);
      return this.#isFirstLook && !this.#isNews(event, endNs) ? [] : [event];
    });
    this.#isFirstLook = false;
    return events;
  }

  #isNews({ title }: EventDraft, endNs: bigint): boolean {
    return endNs >= this.#before.sinceNs && !this.#before.titles.has(title);
  }
}
