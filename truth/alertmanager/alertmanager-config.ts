import { parse } from "yaml";

import { parseDuration } from "../prometheus/duration";
import { matchesAll, type AlertLabels, type Matches } from "./matcher";

/** A route, with what it inherits. */
export interface Route {
  readonly receiver: string;
  /** Tells routes apart; part of the key of a group. */
  readonly key: string;
  readonly matches: Matches;
  readonly continues: boolean;
  /** Undefined: by all labels, as `...` has it. */
  readonly groupBy: readonly string[] | undefined;
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatIntervalMs: number;
  readonly routes: readonly Route[];
}

/** One rule of inhibition. */
export interface Inhibition {
  readonly source: Matches;
  readonly target: Matches;
  readonly equal: readonly string[];
}

/** What of alertmanager.yml decides who is notified, and when. */
export interface AlertmanagerConfig {
  readonly route: Route;
  readonly inhibitions: readonly Inhibition[];
  /** Whether each integration of a receiver sends that alerts have resolved. */
  readonly sendResolved: ReadonlyMap<string, readonly boolean[]>;
  readonly resolveTimeoutMs: number;
}

interface RawRoute {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  readonly continue?: boolean;
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  readonly routes?: readonly RawRoute[];
}

interface RawConfig {
  readonly global?: { readonly resolve_timeout?: string };
  readonly route: RawRoute;
  readonly inhibit_rules?: readonly {
    readonly source_matchers?: readonly string[];
    readonly target_matchers?: readonly string[];
    readonly equal?: readonly string[];
  }[];
  readonly receivers: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
}

/** Integrations that send resolved alerts unless told otherwise. */
const SEND_RESOLVED = [
  "pagerduty_configs",
  "webhook_configs",
  "opsgenie_configs",
  "victorops_configs",
  "pushover_configs",
];

const MODELLED_ROUTE_KEYS = new Set(
  "receiver matchers continue group_by group_wait group_interval repeat_interval routes".split(" "),
);

/** @throws Error for a route that uses what is not modelled: mute times, `match` and `match_re`. */
export function readAlertmanagerConfig(text: string): AlertmanagerConfig {
  const raw = parse(text) as RawConfig;
  return {
    route: readRoute(raw.route, undefined, "0"),
    inhibitions: (raw.inhibit_rules ?? []).map(
      ({ source_matchers = [], target_matchers = [], equal = [] }) => {
        return { source: matchesAll(source_matchers), target: matchesAll(target_matchers), equal };
      },
    ),
    sendResolved: new Map(raw.receivers.map((receiver) => [receiver.name, resolvedSettings(receiver)])),
    resolveTimeoutMs: parseDuration(raw.global?.resolve_timeout ?? "5m"),
  };
}

function readRoute(raw: RawRoute, parent: Route | undefined, key: string): Route {
  const unknown = Object.keys(raw).find((name) => !MODELLED_ROUTE_KEYS.has(name));
  if (unknown !== undefined) throw new Error(`a route's ${unknown} is not modelled`);
  const duration = (text: string | undefined, inherited: number): number =>
    text === undefined ? inherited : parseDuration(text);
  const groupBy = raw.group_by ?? (parent === undefined ? [] : parent.groupBy);
  const route: Omit<Route, "routes"> = {
    receiver: raw.receiver ?? parent?.receiver ?? "",
    key,
    matches: matchesAll(raw.matchers ?? []),
    continues: raw.continue ?? false,
    groupBy: groupBy?.includes("...") === true ? undefined : groupBy,
    groupWaitMs: duration(raw.group_wait, parent?.groupWaitMs ?? 30_000),
    groupIntervalMs: duration(raw.group_interval, parent?.groupIntervalMs ?? 300_000),
    repeatIntervalMs: duration(raw.repeat_interval, parent?.repeatIntervalMs ?? 4 * 3_600_000),
  };
  const self: Route = { ...route, routes: [] };
  return {
    ...route,
    routes: (raw.routes ?? []).map((child, index) => readRoute(child, self, `${key}/${index}`)),
  };
}

function resolvedSettings(receiver: Readonly<Record<string, unknown>>): readonly boolean[] {
  return Object.entries(receiver).flatMap(([kind, configs]) => {
    if (!Array.isArray(configs)) return [];
    return (configs as readonly { readonly send_resolved?: boolean }[]).map(
      ({ send_resolved }) => send_resolved ?? SEND_RESOLVED.includes(kind),
    );
  });
}

/** The routes that an alert takes: the deepest ones that match, the first of siblings unless it says `continue`. */
export function routesOf(route: Route, labels: AlertLabels): readonly Route[] {
  if (!route.matches(labels)) return [];
  const taken: Route[] = [];
  for (const child of route.routes) {
    const found = routesOf(child, labels);
    taken.push(...found);
    if (found.length > 0 && !child.continues) break;
  }
  return taken.length > 0 ? taken : [route];
}
