import { readAlertmanagerConfig, routesOf, type AlertmanagerConfig, type Route } from "./alertmanager-config";
import type { AlertLabels } from "./matcher";

/** An alert as it is posted; it counts as resolved from `endsAtMs` on. */
export interface PostedAlert {
  readonly labels: AlertLabels;
  readonly firedAtMs: number;
  readonly endsAtMs?: number;
}

/** A message to a receiver, about one group of alerts. */
export interface Notification {
  readonly receiver: string;
  readonly groupKey: string;
  readonly groupLabels: AlertLabels;
  readonly atMs: number;
  readonly firing: readonly AlertLabels[];
  readonly resolved: readonly AlertLabels[];
}

interface HeldAlert {
  readonly key: string;
  readonly labels: AlertLabels;
  readonly firedAtMs: number;
  readonly endsAtMs: number;
  /** Whether its end is the timeout of Alertmanager, since none was posted. */
  readonly timesOut: boolean;
}

/** How often Alertmanager clears away groups without alerts. */
const MAINTENANCE_MS = 30_000;

/** What becomes of a group whose last alert has been told to be over: it goes at the next maintenance, or, from 0.32 on, at once. */
export type EmptyGroups = "go at maintenance" | "go at once";

/** How often it forgets alerts that have resolved. */
const FORGET_MS = 30 * 60_000;

/** What the notification log holds of one integration. */
interface Logged {
  readonly atMs: number;
  readonly firing: ReadonlySet<string>;
  readonly resolved: ReadonlySet<string>;
}

interface Group {
  readonly route: Route;
  readonly key: string;
  readonly labels: AlertLabels;
  readonly alerts: Map<string, HeldAlert>;
  readonly logged: (Logged | undefined)[];
  nextMs: number;
  flushed: boolean;
  /** Since when it holds no alert; until it is cleared away it flushes on. */
  emptySinceMs: number | undefined;
}

/**
 * Alertmanager in virtual time, as 0.25 does it unless told otherwise: routes, groups, inhibition and the notification log. Not modelled: silences,
 * mute times, a cluster of several, failed or slow deliveries, the log's retention of 120 hours, a restart. Each receiver
 * takes at once, so a repeat interval that is a multiple of the group's interval is over one look later: the log has the
 * time of the delivery, which is after that of the look. Alerts of one post are grouped at once; the real one may flush an
 * overdue group after the first of them.
 */
export class ModelAlertmanager {
  readonly #config: AlertmanagerConfig;
  readonly #alerts = new Map<string, HeldAlert>();
  readonly #groups = new Map<string, Group>();
  /** Logs of groups that are gone: a group that comes again knows what was sent. */
  readonly #logs = new Map<string, (Logged | undefined)[]>();
  readonly #sent: Notification[] = [];
  #forgotUntilMs = -Infinity;
  readonly #emptyGroups: EmptyGroups;

  /** @throws Error for a configuration that uses what is not modelled. */
  constructor(config: string, emptyGroups: EmptyGroups = "go at maintenance") {
    this.#config = readAlertmanagerConfig(config);
    this.#emptyGroups = emptyGroups;
  }

  /** Takes in alerts. Times must not go back; groups that are due before are flushed first. */
  post(alerts: readonly PostedAlert[], atMs: number): void {
    this.#flushUntil(atMs, false);
    for (const alert of alerts) this.#take(alert, atMs);
  }

  /** @returns what is sent up to a time, that time included, and not yet returned. */
  advance(toMs: number): readonly Notification[] {
    this.#flushUntil(toMs, true);
    return this.#sent.splice(0);
  }

  #take({ labels, firedAtMs, endsAtMs }: PostedAlert, atMs: number): void {
    this.#forget(atMs);
    const key = alertKey(labels);
    const alert = merged(
      this.#alerts.get(key),
      {
        key,
        labels,
        firedAtMs,
        endsAtMs: endsAtMs ?? atMs + this.#config.resolveTimeoutMs,
        timesOut: endsAtMs === undefined,
      },
      atMs,
    );
    this.#alerts.set(key, alert);
    for (const route of routesOf(this.#config.route, labels)) this.#group(route, alert, atMs);
  }

  #forget(atMs: number): void {
    const turn = Math.floor(atMs / FORGET_MS) * FORGET_MS;
    if (turn <= this.#forgotUntilMs) return;
    this.#forgotUntilMs = turn;
    for (const [key, { endsAtMs }] of this.#alerts) if (endsAtMs <= turn) this.#alerts.delete(key);
  }

  #group(route: Route, alert: HeldAlert, atMs: number): void {
    const labels = groupLabels(route, alert.labels);
    const key = `${route.key}:${alertKey(labels)}`;
    let group = this.#groups.get(key);
    if (group === undefined || this.#isGone(group, atMs)) {
      const logged = this.#logs.get(key) ?? [];
      this.#logs.set(key, logged);
      group = {
        route,
        key,
        labels,
        alerts: new Map(),
        logged,
        nextMs: atMs + route.groupWaitMs,
        flushed: false,
        emptySinceMs: undefined,
      };
      this.#groups.set(key, group);
    }
    group.alerts.set(alert.key, alert);
    group.emptySinceMs = undefined;
    // One that has fired for longer than the wait has waited elsewhere.
    if (!group.flushed && alert.firedAtMs + route.groupWaitMs < atMs)
      group.nextMs = Math.min(group.nextMs, atMs);
  }

  #flushUntil(toMs: number, inclusive: boolean): void {
    for (;;) {
      let next: Group | undefined;
      for (const group of this.#groups.values()) if (group.nextMs < (next?.nextMs ?? Infinity)) next = group;
      if (next === undefined || next.nextMs > toMs || (!inclusive && next.nextMs === toMs)) return;
      this.#flush(next, next.nextMs);
    }
  }

  #flush(group: Group, atMs: number): void {
    group.flushed = true;
    group.nextMs = atMs + group.route.groupIntervalMs;
    const alerts = [...group.alerts.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    const audible = alerts.filter(({ labels }) => !this.#isInhibited(labels, atMs));
    const isResolved = ({ endsAtMs }: HeldAlert): boolean => endsAtMs <= atMs;
    const settings = this.#config.sendResolved.get(group.route.receiver) ?? [];
    settings.forEach((sendsResolved, index) => {
      const firing = audible.filter((alert) => !isResolved(alert));
      const resolved = audible.filter(isResolved);
      this.#notify(group, index, sendsResolved, firing, resolved, atMs);
    });
    for (const alert of alerts) if (isResolved(alert)) group.alerts.delete(alert.key);
    if (group.alerts.size > 0) return;
    group.emptySinceMs ??= atMs;
    if (this.#isGone(group, atMs)) this.#groups.delete(group.key);
  }

  #isGone({ emptySinceMs }: Group, atMs: number): boolean {
    if (emptySinceMs === undefined) return false;
    if (this.#emptyGroups === "go at once") return true;
    return Math.floor(atMs / MAINTENANCE_MS) * MAINTENANCE_MS > emptySinceMs;
  }

  #notify(
    group: Group,
    integration: number,
    sendsResolved: boolean,
    firing: readonly HeldAlert[],
    resolved: readonly HeldAlert[],
    atMs: number,
  ): void {
    if (firing.length + resolved.length === 0) return;
    const now: Logged = { atMs, firing: keys(firing), resolved: keys(resolved) };
    if (!needsUpdate(group.logged[integration], now, group.route.repeatIntervalMs, sendsResolved)) return;
    group.logged[integration] = now;
    // Without send_resolved an update that has nothing firing is logged, but nobody is told.
    if (!sendsResolved && firing.length === 0) return;
    this.#sent.push({
      receiver: group.route.receiver,
      groupKey: group.key,
      groupLabels: group.labels,
      atMs,
      firing: firing.map(({ labels }) => labels),
      resolved: sendsResolved ? resolved.map(({ labels }) => labels) : [],
    });
  }

  #isInhibited(target: AlertLabels, atMs: number): boolean {
    return this.#config.inhibitions.some((rule) => {
      if (!rule.target(target)) return false;
      // An alert on both sides of a rule cannot be silenced by another that is.
      const isSource = rule.source(target);
      for (const { labels, endsAtMs } of this.#alerts.values()) {
        if (endsAtMs <= atMs || !rule.source(labels) || (isSource && rule.target(labels))) continue;
        if (rule.equal.every((name) => (labels[name] ?? "") === (target[name] ?? ""))) return true;
      }
      return false;
    });
  }
}

/**
 * What an alert is after a post. One that overlaps the one that is held goes on with it: the earlier begin, and the later
 * end unless the post ends what fires or what is held merely timed out. Otherwise it takes its place.
 */
function merged(held: HeldAlert | undefined, posted: HeldAlert, atMs: number): HeldAlert {
  if (held === undefined) return posted;
  if (posted.endsAtMs <= held.firedAtMs || posted.firedAtMs >= held.endsAtMs) return posted;
  const keepsEnd = posted.endsAtMs <= atMs ? held.endsAtMs <= atMs : !held.timesOut;
  return {
    ...posted,
    firedAtMs: Math.min(held.firedAtMs, posted.firedAtMs),
    endsAtMs: keepsEnd ? Math.max(held.endsAtMs, posted.endsAtMs) : posted.endsAtMs,
  };
}

/** Whether a group has news for an integration, or is due to be repeated. */
function needsUpdate(
  before: Logged | undefined,
  now: Logged,
  repeatMs: number,
  sendsResolved: boolean,
): boolean {
  if (before === undefined) return now.firing.size > 0;
  if (!isSubset(now.firing, before.firing)) return true;
  if (now.firing.size === 0) return before.firing.size > 0;
  if (sendsResolved && !isSubset(now.resolved, before.resolved)) return true;
  return before.atMs < now.atMs - repeatMs;
}

function isSubset(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one));
}

function keys(alerts: readonly HeldAlert[]): ReadonlySet<string> {
  return new Set(alerts.map(({ key }) => key));
}

function alertKey(labels: AlertLabels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function groupLabels({ groupBy }: Route, labels: AlertLabels): AlertLabels {
  if (groupBy === undefined) return labels;
  return Object.fromEntries(
    groupBy.filter((name) => name in labels).map((name) => [name, labels[name] ?? ""]),
  );
}
