import type { Random } from "../world/random";
import { EXPORTER_FAULTS } from "./exporter-faults";
import type { FaultKind } from "./fault";
import { QUIET_LIFE } from "./quiet-life";
import { REPLICA_FAULTS } from "./replica-faults";
import { REPLICATION_FAULTS } from "./replication-faults";

/** Every kind of root cause. */
export const FAULT_KINDS: readonly FaultKind[] = [
  ...REPLICA_FAULTS,
  ...REPLICATION_FAULTS.map((kind) => ({ ...kind, isAboutLag: true })),
  ...EXPORTER_FAULTS,
  ...QUIET_LIFE,
];

/** The name under which episodes with two causes are judged. */
export const TWO_CAUSES = "two_causes";

/** A quarter of what can heal by itself does so within a minute. */
const SHORT_SHARE = 0.25;

/** The kinds of which two can happen at once: those that page, do not touch an exporter, and name somebody. */
export const COMBINABLE = FAULT_KINDS.filter(
  ({ name, isPaged }) =>
    isPaged &&
    (REPLICA_FAULTS.some((kind) => kind.name === name) ||
      REPLICATION_FAULTS.some((kind) => kind.name === name)),
);

/** Faults a cluster-day, all kinds together but quiet life. */
export function faultsPerDay(kinds: readonly FaultKind[]): number {
  const faults = kinds.filter(({ name }) => name !== "quiet_life");
  return faults.reduce((sum, { perThousandDays }) => sum + perThousandDays, 0) / 1000;
}

export function drawDurationMs(kind: FaultKind, random: Random): number {
  const isShort = kind.hasShortForm && random.chance(SHORT_SHARE);
  const [shortest, longest] = isShort ? [8, 59] : kind.lastsS;
  return 1000 * random.betweenOrders(shortest, longest);
}
