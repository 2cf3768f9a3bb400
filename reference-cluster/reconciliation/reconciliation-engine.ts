import type { NodeSignal } from "../crdt/crdt-signal-state";
import type { NodeCounts } from "../crdt/pn-counter";
import type { HardNegatives } from "../hard-negatives/hard-negatives";
import type { NegativeRecord } from "../hard-negatives/negative-operation";
import { entityOfKey } from "./signal-ledger";
import type { SignalLedger } from "./signal-ledger";

/** What is reconciled: everything that more than one side may have changed. */
export interface ReconcilableState {
  readonly signals: SignalLedger;
  readonly negatives: HardNegatives;
}

/** One thing that this side lacks. Taking it twice changes nothing the second time. */
export type ReconciliationStep = {
  /** Whether this side had something of its own that the other did not know, about the same thing. */
  readonly isConflict: boolean;
} & (
  | {
      readonly kind: "signal";
      readonly key: string;
      readonly nodeId: number;
      readonly copy: NodeSignal;
    }
  | { readonly kind: "hard negative"; readonly record: NegativeRecord }
  | { readonly kind: "counts"; readonly nodeId: number; readonly counts: NodeCounts }
);

/** What makes this side know all that the other knows, in an order that depends on nothing but the two. */
export interface ReconciliationPlan {
  readonly steps: readonly ReconciliationStep[];
  readonly conflicts: number;
}

/**
 * Brings together what two sides took in while they did not hear each other: a plan first, which can be looked at, then its
 * application. What this side has and the other lacks is kept. A plan that was applied in part is made anew and finishes the rest:
 * the counts, by which sides tell whether they are equal, come last.
 */
export class ReconciliationEngine {
  readonly #isKnownOtherwise: (entityId: bigint) => boolean;

  /** @param isKnownOtherwise whether this side has an entity by another way too; then its signals meet, which is a conflict. */
  constructor(isKnownOtherwise: (entityId: bigint) => boolean = () => false) {
    this.#isKnownOtherwise = isKnownOtherwise;
  }

  /** What `local` lacks of `remote`. Empty for equal states. */
  plan(local: ReconcilableState, remote: ReconcilableState): ReconciliationPlan {
    const steps = [
      ...this.#signalSteps(local.signals, remote.signals),
      ...negativeSteps(local.negatives, remote.negatives),
      ...countSteps(local.signals, remote.signals),
    ];
    return { steps, conflicts: steps.filter(({ isConflict }) => isConflict).length };
  }

  /** Takes in every step. */
  apply(local: ReconcilableState, { steps }: ReconciliationPlan): void {
    for (const step of steps) applyStep(local, step);
  }

  #signalSteps(local: SignalLedger, remote: SignalLedger): ReconciliationStep[] {
    const steps: ReconciliationStep[] = [];
    for (const key of remote.keys) {
      const theirs = remote.state(key);
      const own = local.state(key);
      for (const nodeId of theirs?.nodes ?? []) {
        const copy = theirs?.of(nodeId);
        if (copy === undefined || copy.writes <= (own?.writesOf(nodeId) ?? 0)) continue;
        const isNewsToThem = own?.nodes.some((node) => own.writesOf(node) > (theirs?.writesOf(node) ?? 0));
        const isConflict = isNewsToThem === true || this.#isKnownOtherwise(entityOfKey(key));
        steps.push({ kind: "signal", isConflict, key, nodeId, copy });
      }
    }
    return steps;
  }
}

function negativeSteps(local: HardNegatives, remote: HardNegatives): ReconciliationStep[] {
  return remote
    .records()
    .filter((record) => local.lacks(record))
    .map((record) => {
      const own = local.record(record.key);
      return {
        kind: "hard negative",
        isConflict: own !== undefined && own.register.value !== record.register.value && remote.lacks(own),
        record,
      };
    });
}

function countSteps(local: SignalLedger, remote: SignalLedger): ReconciliationStep[] {
  return remote.counts.nodes
    .filter((nodeId) => remote.counts.operationsOf(nodeId) > local.counts.operationsOf(nodeId))
    .map((nodeId) => ({ kind: "counts", isConflict: false, nodeId, counts: remote.counts.of(nodeId) }));
}

function applyStep({ signals, negatives }: ReconcilableState, step: ReconciliationStep): void {
  switch (step.kind) {
    case "signal":
      signals.mergeCopy(step.key, step.nodeId, step.copy);
      return;
    case "hard negative":
      negatives.merge(step.record);
      return;
    case "counts":
      signals.counts.mergeNode(step.nodeId, step.counts);
  }
}
