import { sourceFaultId } from "../terms/fault";
import type { Fault } from "../terms/fault";
import { PENDING } from "../../terms/replica-health";
import type { HealthThresholds } from "../../terms/replica-health";
import type { ReplicaTable } from "../../replicas/replica-table";

/** The slots of the replicas of which nothing is known for want of a source, by the fault that it is. */
export type SourceFaults = ReadonlyMap<Fault, readonly number[]>;

const NONE: SourceFaults = new Map();

/**
 * Sources that give no evidence any more, as far as nothing else tells of what they listed: one that others make up for is not
 * missed. Where nobody at all is known, every one of them is.
 */
export function sourceFaults(
  table: ReplicaTable,
  livedMs: number,
  thresholds: HealthThresholds,
): SourceFaults {
  const { paths, slots, states, blindness, liveness } = table;
  if (!paths.isAny) return NONE;
  const blind = paths.sources.filter((source) => paths.isBlind(source, livedMs, thresholds));
  if (blind.length === 0) return NONE;
  const isNobodyKnown = slots.count === 0;
  const missed = new Map(blind.map((source) => [source, [] as number[]]));
  for (let slot = 0; slot < slots.slotCount; slot += 1) {
    if (!slots.isTaken(slot) || states[slot] !== PENDING || blindness[slot] === 0) continue;
    const source = paths.sourceOf(slot, livedMs, liveness, thresholds);
    if (source) missed.get(source)?.push(slot);
  }
  return new Map(
    Array.from(missed)
      .filter(([, replicas]) => isNobodyKnown || replicas.length > 0)
      .map(([{ name, trouble, goodMs }, replicas]): [Fault, readonly number[]] => [
        { id: sourceFaultId(name), cause: trouble, source: name, isPlain: true, startMs: goodMs },
        replicas,
      ]),
  );
}
