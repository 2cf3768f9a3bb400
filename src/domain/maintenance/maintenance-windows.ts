import { maintenanceEndNs, maintenanceState } from "../terms/maintenance-window";
import type { MaintenanceWindow } from "../terms/maintenance-window";
import { AnnouncedWork, NO_WORK } from "./announced-work";

/** How long a window is listed after it lapsed, in nanoseconds: so that the next shift sees it, and a hung program cannot begin it anew. */
const LISTED_AFTER_NS = 24n * 60n * 60n * 1_000_000_000n;

/** The windows that were announced: those in force, and those that lapsed within a day. */
export class MaintenanceWindows {
  /** By id. */
  #windows: readonly MaintenanceWindow[] = [];

  /** By id; whoever lapsed more than a day ago is not among them from the next change on. */
  get all(): readonly MaintenanceWindow[] {
    return this.#windows;
  }

  get(id: string): MaintenanceWindow | undefined {
    return this.#windows.find((window) => window.id === id);
  }

  /** Knows exactly these from now on. */
  replace(windows: readonly MaintenanceWindow[]): void {
    this.#windows = [...windows].sort(byId);
  }

  /** What planned work covers at a moment of our wall clock. */
  workAt(nowNs: bigint): AnnouncedWork {
    if (this.#windows.length === 0) return NO_WORK;
    return new AnnouncedWork(this.#windows.filter((window) => maintenanceState(window, nowNs) === "active"));
  }

  /**
   * All windows with this one, which takes the place of the one with its id.
   *
   * @param most - how many there may be. What lapsed makes room, the longest ago first.
   * @returns undefined when there is no room.
   */
  with(window: MaintenanceWindow, nowNs: bigint, most: number): readonly MaintenanceWindow[] | undefined {
    const others = this.without(window.id, nowNs);
    const lapsed = others
      .filter((other) => maintenanceState(other, nowNs) === "lapsed")
      .sort((a, b) => (maintenanceEndNs(a) < maintenanceEndNs(b) ? -1 : 1));
    const tooMany = Math.max(0, others.length + 1 - most);
    if (tooMany > lapsed.length) return undefined;
    const leaving = new Set(lapsed.slice(0, tooMany));
    return [...others.filter((other) => !leaving.has(other)), window].sort(byId);
  }

  /** All windows without the one of an id. */
  without(id: string, nowNs: bigint): readonly MaintenanceWindow[] {
    return this.#windows.filter(
      (window) => window.id !== id && nowNs - maintenanceEndNs(window) < LISTED_AFTER_NS,
    );
  }
}

function byId(a: MaintenanceWindow, b: MaintenanceWindow): number {
  return a.id < b.id ? -1 : 1;
}
