import * as fc from "fast-check";
import { ReplicationState } from "../../../storage/replication-state";
import { propertyRuns } from "../../../../test/support/property-runs";

describe("the replication state", () => {
  test("is a high-water mark: whatever it is told, it stands at the highest seqno and moves forward only", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 50n })), (seqnos) => {
        const state = new ReplicationState();
        let highest = 0n;
        for (const seqno of seqnos) {
          expect(state.advanceTo(seqno)).toBe(seqno > highest);
          if (seqno > highest) highest = seqno;
          expect(state.appliedSeqno).toBe(highest);
        }
      }),
      propertyRuns(),
    );
  });
});
