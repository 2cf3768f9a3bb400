import { HeartbeatFiller } from "../../../bench/processes/heartbeat-filler";
import { buildPostBodies, stampBody } from "../../../bench/processes/post-bodies";
import type { PostBody } from "../../../bench/processes/post-bodies";
import { HeartbeatDraft } from "../../../src/domain/columns/heartbeat-draft";
import type { ShardStats } from "../../../src/domain/terms/shard-stats";
import { parseJson } from "../../../src/wire/json/json";
import { parseWith } from "../../../src/wire/fields/parse-with";
import { shardStatsSchema } from "../../../src/wire/shapes/shard-stats";

const SHAPE = { shards: 25, followers: 4 };
const SENT_NS = 1_764_000_000_123_456_789n;

/** What a request says, once its head is off. */
function statsIn({ bytes }: PostBody): readonly ShardStats[] {
  const [head = "", body = ""] = bytes.toString("latin1").split("\r\n\r\n");
  expect(head).toContain(`content-length: ${body.length}`);
  const json = parseJson(body);
  if (!json.ok) throw new Error(json.message);
  const values: readonly unknown[] = Array.isArray(json.value) ? json.value : [json.value];
  return values.map((value) => {
    const stats = parseWith(shardStatsSchema, value);
    if (!stats.ok) throw new Error(stats.problems.map(({ message }) => message).join());
    return stats.value;
  });
}

test.each([
  [1, 25],
  [10, 3],
  [100, 1],
])("requests of %d hold one valid heartbeat of every shard, in %d requests", (batch, requests) => {
  const bodies = buildPostBodies("127.0.0.1", SHAPE, { batch, round: 3 });

  expect(bodies).toHaveLength(requests);
  expect(bodies.reduce((sum, { heartbeats }) => sum + heartbeats, 0)).toBe(SHAPE.shards);
  expect(bodies.flatMap(statsIn).map(({ shardId }) => shardId)).toEqual(
    Array.from({ length: 25 }, (_, id) => id),
  );
});

test("the shards of a request may begin anywhere", () => {
  const bodies = buildPostBodies(
    "127.0.0.1",
    { ...SHAPE, shards: 3 },
    { batch: 2, round: 0, firstShard: 10 },
  );

  expect(bodies.map((body) => statsIn(body).map(({ shardId }) => shardId))).toEqual([[10, 11], [12]]);
});

test("stamping writes the time of sending into every heartbeat and nothing else", () => {
  const [body] = buildPostBodies("127.0.0.1", SHAPE, { batch: 25, round: 0 });
  if (!body) throw new Error("no request was built");
  const before = statsIn(body);
  stampBody(body, Buffer.from(String(SENT_NS)));

  expect(statsIn(body)).toEqual(before.map((stats) => ({ ...stats, lastHeartbeatNs: SENT_NS })));
});

test("a heartbeat that is taken in directly says the same as one that is posted", () => {
  const bodies = buildPostBodies("127.0.0.1", SHAPE, { batch: 25, round: 7 });
  const filler = new HeartbeatFiller(SHAPE);
  const draft = new HeartbeatDraft();
  for (const body of bodies) {
    stampBody(body, Buffer.from(String(SENT_NS)));
    for (const posted of statsIn(body)) {
      filler.fill(draft, posted.shardId, 7, SENT_NS);

      expect(draft.toStats()).toEqual(posted);
    }
  }
});

test("every figure of a shard is another one in the next round", () => {
  const statsOf = (round: number): readonly ShardStats[] =>
    buildPostBodies("127.0.0.1", SHAPE, { batch: 25, round }).flatMap(statsIn);
  const next = statsOf(2);

  for (const [i, stats] of statsOf(1).entries()) {
    const later = next[i];
    expect(later?.entityCount).not.toBe(stats.entityCount);
    expect(later?.diskBytes).not.toBe(stats.diskBytes);
    expect(later?.signalThroughputEps).not.toBe(stats.signalThroughputEps);
    for (const [follower, lag] of stats.replicationLag)
      expect(later?.replicationLag.get(follower)).not.toBe(lag);
  }
});
