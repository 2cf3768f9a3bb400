/** One colour for one meaning, on every dashboard. Names are those of Grafana's palette; the last has none there. */
export const COLOURS = {
  healthy: "green",
  degraded: "orange",
  offline: "red",
  /** Not known, not yet heard, no longer of interest: nothing to act on by itself. */
  unknown: "#7d8ca3",
  /** Values that are neither good nor bad: counts, sizes, rates. */
  neutral: "blue",
  /** As bad as Offline, and another thing: two leaders, or that nobody watches. */
  alarming: "purple",
} as const;

/** A colour by what it means. */
export type Colour = keyof typeof COLOURS;

/** Which meaning the values of state-like labels have: states of regions, replicas and shards, and what becomes of heartbeats. */
export const LABEL_COLOURS: Readonly<Record<string, Colour>> = {
  healthy: "healthy",
  degraded: "degraded",
  offline: "offline",
  unknown: "unknown",
  pending: "unknown",
  accepted: "healthy",
  stale: "degraded",
  retired: "unknown",
  rejected: "offline",
  "no leader": "offline",
  critical: "degraded",
  "two leaders": "alarming",
};
