import type { PeerReading } from "../../../src/domain/terms/peer-reading";

/** A peer that answers and calls region 0 Healthy, but for what is given. */
export function peerReading(given: Partial<PeerReading> = {}): PeerReading {
  return {
    name: "zone-b",
    isUp: true,
    lastSuccessNs: 1_700_000_000_000_000_000n,
    problem: undefined,
    regions: new Map([[0, "Healthy"]]),
    ...given,
  };
}
