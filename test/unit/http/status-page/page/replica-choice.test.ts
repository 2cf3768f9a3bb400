import {
  choiceQuery,
  isDescending,
  parseReplicaChoice,
  USUAL_CHOICE,
} from "../../../../../src/http/status-page/page/replica-choice";
import type { ReplicaChoice } from "../../../../../src/http/status-page/page/replica-choice";

function parsed(query: string): ReturnType<typeof parseReplicaChoice> {
  return parseReplicaChoice(new URLSearchParams(query));
}

test.each<[string, Partial<ReplicaChoice>, string]>([
  ["", {}, "?"],
  ["state=&region=&shard=&sort=&page=", {}, "?"],
  ["state=Offline", { state: "Offline" }, "?state=Offline"],
  ["state=offline", { state: "Offline" }, "?state=Offline"],
  [
    "state=DEGRADED &sort= -Lag&page=02",
    { state: "Degraded", sortBy: "lag", isReversed: true, page: 2 },
    "?state=Degraded&sort=-lag&page=2",
  ],
  ["shard=007", { shardId: 7 }, "?shard=7"],
  ["region=eu west&shard=0", { region: "eu west", shardId: 0 }, "?region=eu+west&shard=0"],
  ["sort=lag&page=3", { sortBy: "lag", page: 3 }, "?sort=lag&page=3"],
  ["sort=-state", { isReversed: true }, "?sort=-state"],
  ["page=0", {}, "?"],
  ["shard= 7 ", { shardId: 7 }, "?shard=7"],
])("the query %j is a choice, and back", (query, choice, printed) => {
  const result = parsed(query);
  expect(result).toEqual({
    ok: true,
    value: { region: undefined, shardId: undefined, ...USUAL_CHOICE, ...choice },
  });
  expect(result.ok && choiceQuery(result.value)).toBe(printed);
});

test.each([
  ["state=gone", 'state: expected Offline or Degraded or Pending or Healthy, got "gone"'],
  ["shard=65536", 'shard: expected a whole number from 0 to 65535, got "65536"'],
  ["shard=x", 'shard: expected a whole number from 0 to 65535, got "x"'],
  ["page=-1", 'page: expected a whole number from 0 to 65535, got "-1"'],
  ["sort=name", "sort: expected state or -state"],
])("the query %j is refused by name", (query, message) => {
  const result = parsed(query);
  expect(result.ok ? "taken" : result.problem.message).toContain(message);
});

test("what is looked for comes first: the worst, the most, the slowest, the longest silent", () => {
  const firsts = ["state", "shard", "heartbeat", "lag"].map((sortBy) => {
    const result = parsed(`sort=${sortBy}`);
    return result.ok && isDescending(result.value);
  });
  expect(firsts).toEqual([true, false, false, true]);
});
