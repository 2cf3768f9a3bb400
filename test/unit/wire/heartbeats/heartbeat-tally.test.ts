import type { ControlPlane } from "../../../../src/domain/control-plane";
import type { HeartbeatOutcome } from "../../../../src/domain/heartbeat-outcome";
import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { HeartbeatTally, MAX_LISTED_REJECTIONS } from "../../../../src/wire/heartbeats/heartbeat-tally";

const draft = new HeartbeatDraft();

/** A control plane that answers with these outcomes by turns, and whose clock goes on with every look at it. */
function tallyOf(...outcomes: readonly HeartbeatOutcome[]): { tally: HeartbeatTally; instants: unknown[] } {
  const instants: unknown[] = [];
  let readings = 0;
  const controlPlane = {
    now: () => ({ monotonicMs: (readings += 1), wallNs: 0n }),
    recordHeartbeat: (_draft: unknown, instant: { monotonicMs: number }) => {
      instants.push(instant.monotonicMs);
      return outcomes[(instants.length - 1) % outcomes.length];
    },
  } as unknown as ControlPlane;
  return { tally: new HeartbeatTally(controlPlane), instants };
}

test("a report without rejections is printed as the general printer would", () => {
  const { tally } = tallyOf(
    { result: "accepted" },
    { result: "stale" },
    { result: "accepted" },
    { result: "retired" },
  );
  for (let index = 0; index < 4; index += 1) tally.take(draft, index);
  expect(tally.reportJson()).toBe('{"accepted":2,"stale":1,"retired":1,"rejected":[],"rejected_count":0}');
  expect(tally.refused).toBe(0);
});

test("rejections of both kinds are listed in their order, and only what never reached the control plane counts as refused", () => {
  const { tally } = tallyOf({ result: "rejected", field: "shard_id", message: "not named" });
  tally.take(draft, 0);
  tally.refuse(1, "", "not JSON");
  expect(JSON.parse(tally.reportJson())).toEqual({
    accepted: 0,
    stale: 0,
    retired: 0,
    rejected: [
      { index: 0, field: "shard_id", message: "not named" },
      { index: 1, field: "", message: "not JSON" },
    ],
    rejected_count: 2,
  });
  expect(tally.refused).toBe(1);
  expect(tally.sentence).toBe("the first 2 were taken in: 0 accepted, 0 stale, 0 retired, 2 rejected");
});

test("the list ends, the count does not", () => {
  const { tally } = tallyOf({ result: "accepted" });
  for (let index = 0; index < MAX_LISTED_REJECTIONS + 5; index += 1) tally.refuse(index, "", "no");
  const report = JSON.parse(tally.reportJson()) as { rejected: unknown[]; rejected_count: number };
  expect([report.rejected.length, report.rejected_count]).toEqual([
    MAX_LISTED_REJECTIONS,
    MAX_LISTED_REJECTIONS + 5,
  ]);
});

test("the clock is read once for all heartbeats of a chunk", () => {
  const { tally, instants } = tallyOf({ result: "accepted" });
  tally.take(draft, 0);
  tally.take(draft, 1);
  tally.nextChunk();
  tally.take(draft, 2);
  expect(instants).toEqual([1, 1, 2]);
});

test("nothing is said of a body without heartbeats", () => {
  expect(tallyOf({ result: "accepted" }).tally.sentence).toBe("");
});
