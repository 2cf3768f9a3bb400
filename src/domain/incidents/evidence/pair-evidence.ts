import type { FaultEvidence } from "./fault-evidence";
import type { RegionId } from "../../terms/ids";
import type { WideFaults } from "./wide-faults";

/** What explains the lag between two regions. */
export interface PairEvidence {
  readonly evidence: FaultEvidence | undefined;
  /** Where nothing does: whether it is too early to say what it is due to. */
  readonly isWaitedFor: boolean;
}

/** Found out once for each pair, because it is asked for each of very many followers. */
export function pairEvidence(
  evidence: FaultEvidence | undefined,
  followerId: RegionId,
  isWaitedFor: WideFaults["isWaitedFor"],
): PairEvidence {
  return { evidence, isWaitedFor: !evidence && isWaitedFor(followerId) };
}
