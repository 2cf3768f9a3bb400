import type { ClassicDashboard } from "../../../src/bundle/dashboards/dashboard-shell";

type AnyPanel = NonNullable<ClassicDashboard["panels"]>[number];

/** A panel that shows data, as opposed to the heading of a row. */
export type DataPanel = Exclude<AnyPanel, { type: "row" }>;

/** An expression of a dashboard, and how Grafana asks it. */
export interface DashboardQuery {
  /** Where it stands: the title of the panel with the query's letter, or the name of the annotation. */
  readonly place: string;
  readonly expr: string;
  readonly kind: "instant" | "range";
}

/** The panels that show data, those in collapsed rows too. */
export function dataPanels(dashboard: ClassicDashboard): DataPanel[] {
  return (dashboard.panels ?? []).flatMap((panel) => ("panels" in panel ? panel.panels : [panel]));
}

/** Every query of every panel. */
export function panelQueries(dashboard: ClassicDashboard): DashboardQuery[] {
  return dataPanels(dashboard).flatMap(queriesOf);
}

/** Every query of a panel, with the letter that Grafana calls it by. */
export function queriesOf({
  title,
  targets = [],
}: DataPanel): (DashboardQuery & { readonly refId: string })[] {
  return targets.map((target) => {
    const { expr, refId, instant } = target as unknown as { expr: string; refId: string; instant: boolean };
    return { place: `${title ?? ""} ${refId}`, expr, kind: instant ? "instant" : "range", refId };
  });
}

/** Every query of every annotation. */
export function annotationQueries(dashboard: ClassicDashboard): DashboardQuery[] {
  return (dashboard.annotations.list ?? []).map(({ name, expr }) => ({
    place: name,
    expr: expr ?? "",
    kind: "range",
  }));
}

/** Names of the variables that a text uses, those that Grafana sets itself (`__from`, `__rate_interval`) left out. */
export function variablesIn(text: string): string[] {
  const names = [...text.matchAll(/\$(?:\{(\w+)|([a-zA-Z_]\w*))/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
  return [...new Set(names)].filter((name) => !name.startsWith("__"));
}
