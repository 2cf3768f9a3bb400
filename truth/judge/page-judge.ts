import type { JudgedCause, JudgedPage, PageVerdict } from "./episode-result";
import type { SentNotification } from "./pipeline";

/** What heals within this time is nobody's business. */
export const SHORT_MS = 60_000;
/** A page that was on its way when its cause ended: a scrape, an evaluation, a group's wait. */
const ON_ITS_WAY_MS = 35_000;

/** A root cause as it was, with the names of regions. */
export interface TrueCause {
  readonly kind: string;
  readonly regions: ReadonlySet<string>;
  readonly mayNameNone: boolean;
  readonly isPaged: boolean;
  /** Whether the heartbeats tell anything of it. */
  readonly isTold: boolean;
  readonly startMs: number;
  /** When the heartbeats have told enough of it: how long it lasts is counted from then on. */
  readonly toldFromMs: number;
  readonly endMs: number;
}

interface OpenPage {
  readonly atMs: number;
  closedMs?: number;
  readonly alerts: Set<string>;
  readonly regions: Set<string>;
}

/** Whether a page is about a cause, going by the regions that it names. */
function names(regions: ReadonlySet<string>, cause: TrueCause): boolean {
  if (regions.size === 0) return cause.mayNameNone;
  return [...regions].some((region) => cause.regions.has(region));
}

function isNeeded(page: OpenPage, { isPaged, startMs, endMs }: TrueCause): boolean {
  const isThen = page.atMs >= startMs && page.atMs <= endMs + ON_ITS_WAY_MS;
  return isPaged && endMs - startMs > SHORT_MS && isThen;
}

function verdictOf(page: OpenPage, causes: readonly TrueCause[]): PageVerdict {
  const needed = causes.filter((cause) => isNeeded(page, cause));
  if (needed.length === 0) return "unneeded";
  const allowed = new Set(needed.flatMap(({ regions }) => [...regions]));
  if ([...page.regions].some((region) => !allowed.has(region))) return "wrong_region";
  return needed.some((cause) => tells(page, cause)) ? "right" : "nameless";
}

/** Whether a page came because of a cause, and says so. */
function tells(page: OpenPage, cause: TrueCause): boolean {
  return isNeeded(page, cause) && names(page.regions, cause);
}

/** Follows what the pager gets: each group is a page from its first firing message to its last. */
export class PageJudge {
  readonly #pages: OpenPage[] = [];
  readonly #open = new Map<string, OpenPage>();
  messages = 0;
  resolvedWhileBlind = 0;

  get isAnyOpen(): boolean {
    return this.#open.size > 0;
  }

  /** @param isBlind - whether a cause lasts that nobody can see. */
  take(notification: SentNotification, isBlind: boolean): void {
    if (notification.receiver !== "pager") return;
    this.messages += 1;
    const { groupKey, atMs, firing } = notification;
    if (firing.length === 0) {
      const closed = this.#open.get(groupKey);
      if (closed) closed.closedMs = atMs;
      this.#open.delete(groupKey);
      if (isBlind) this.resolvedWhileBlind += 1;
      return;
    }
    const page = this.#open.get(groupKey) ?? this.#begin(groupKey, atMs);
    for (const labels of firing) {
      page.alerts.add(labels["alertname"] ?? "");
      for (const region of regionsOf(labels)) page.regions.add(region);
    }
  }

  judged(causes: readonly TrueCause[]): {
    readonly pages: readonly JudgedPage[];
    readonly causes: readonly JudgedCause[];
  } {
    const pages = this.#pages.map((page) => ({ page, verdict: verdictOf(page, causes) }));
    return {
      pages: pages.map(({ page, verdict }) => ({
        atMs: page.atMs,
        alerts: [...page.alerts],
        regions: [...page.regions],
        verdict,
      })),
      causes: causes.map((cause) => {
        const telling = pages.filter(({ page, verdict }) => verdict === "right" && tells(page, cause));
        const [first] = telling;
        return {
          kind: cause.kind,
          durationMs: cause.endMs - cause.toldFromMs,
          isPaged: cause.isPaged,
          isTold: cause.isTold,
          pagedAfterMs: first && first.page.atMs - cause.startMs,
          resolvedAfterMs: first && this.#resolvedAfterMs(cause, causes),
        };
      }),
    };
  }

  /**
   * From the end of a cause, and of what the same pages tell, to the message that the last of its pages is over. A page that
   * tells of no cause is one of its pages too.
   */
  #resolvedAfterMs(cause: TrueCause, causes: readonly TrueCause[]): number | undefined {
    const its = this.#pages.filter(
      (page) => tells(page, cause) || !causes.some((other) => tells(page, other)),
    );
    const closedMs = its.flatMap((page) => page.closedMs ?? []);
    if (closedMs.length < its.length) return undefined;
    const told = causes.filter((other) => other === cause || its.some((page) => tells(page, other)));
    return Math.max(...closedMs) - Math.max(...told.map(({ endMs }) => endMs));
  }

  #begin(groupKey: string, atMs: number): OpenPage {
    const page = { atMs, alerts: new Set<string>(), regions: new Set<string>() };
    this.#open.set(groupKey, page);
    this.#pages.push(page);
    return page;
  }
}

function regionsOf(labels: SentNotification["firing"][number]): readonly string[] {
  return ["region", "peer"].flatMap((name) => {
    const region = labels[name];
    return region === undefined || region === "" ? [] : [region];
  });
}
