import { pino } from "pino";

import { logIncidents } from "../../../../src/app/logging/log-incidents";
import type { Incident, IncidentChange } from "../../../../src/domain/terms/incident";
import { incident } from "../../../support/metrics/cluster-snapshot";

const AT_NS = 1_700_000_000_000_000_000n;

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

interface Logging {
  readonly lines: Record<string, unknown>[];
  readonly tell: (
    kind: IncidentChange["kind"],
    about: Partial<Incident>,
    more?: Partial<IncidentChange>,
  ) => void;
  readonly stop: () => void;
  readonly isListening: () => boolean;
}

function logging(): Logging {
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    { base: null, timestamp: false },
    { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  let listener: ((change: IncidentChange) => void) | undefined;
  const stop = logIncidents(
    {
      onIncident: (added) => {
        listener = added;
        return () => (listener = undefined);
      },
    },
    logger,
  );
  return {
    lines,
    tell: (kind, about, more) => listener?.({ kind, incident: incident(about), atNs: AT_NS, ...more }),
    stop,
    isListening: () => listener !== undefined,
  };
}

const SUBJECT = {
  incident: "region:1",
  cause: "region_silent",
  region: "eu-west",
  region_id: 1,
  started: "2023-11-14T22:09:40.500Z",
  shards: 2,
  shards_without_leader: 1,
  critical_shards: 1,
};
const TITLE = "eu-west silent: 2 replicas, 1 shard without a leader";

test("an incident that begins, gets worse and ends is a line each, and the last says how long it was", () => {
  const { lines, tell, stop } = logging();
  const startedNs = AT_NS - 219_500_000_000n;
  tell("began", { startedNs, cause: "region_behind", title: "eu-west behind" });
  tell("changed", { startedNs }, { previousCause: "region_behind" });
  tell("ended", { startedNs });
  expect(lines).toEqual([
    { level: 40, ...SUBJECT, cause: "region_behind", msg: "incident began: eu-west behind" },
    { level: 40, ...SUBJECT, previous_cause: "region_behind", msg: `incident changed: ${TITLE}` },
    { level: 30, ...SUBJECT, duration_seconds: 219.5, msg: `incident ended: ${TITLE}` },
  ]);
  stop();
});

test("a link names both ends, and a shard its number, 0 too", () => {
  const { lines, tell, stop } = logging();
  tell("began", { cause: "link", peerId: 2, peerName: "ap-south", regionId: 0, regionName: "us-east" });
  tell("began", { cause: "no_leader", shardId: 0, regionId: undefined, regionName: undefined });
  expect(lines[0]).toMatchObject({ region: "us-east", region_id: 0, peer: "ap-south", peer_id: 2 });
  expect(lines[1]).toMatchObject({ cause: "no_leader", shard: 0 });
  expect(lines[1]).not.toHaveProperty("region");
  stop();
});

test("an incident whose start lies ahead, because a clock was set back, lasted no time", () => {
  const { lines, tell, stop } = logging();
  tell("ended", { startedNs: AT_NS + 1n });
  expect(lines[0]).toMatchObject({ duration_seconds: 0 });
  stop();
});

test("shards that flap are counted in one line, and leave room for what is wider", () => {
  const { lines, tell, stop } = logging();
  for (let shardId = 0; shardId < 100; shardId += 1) {
    tell("began", { id: `shard:${shardId}`, cause: "shard_behind", shardId });
    tell("ended", { id: `shard:${shardId}`, cause: "shard_behind", shardId });
  }
  expect(lines).toHaveLength(32);
  tell("began", { title: "eu-west silent" });
  expect(lines.at(-1)).toMatchObject({ msg: "incident began: eu-west silent" });
  jest.advanceTimersByTime(30_000);
  expect(lines).toHaveLength(34);
  expect(lines.at(-1)).toMatchObject({ level: 40, left_out: { began: 84, ended: 84 } });
  tell("began", { cause: "shard_behind", shardId: 1 });
  jest.advanceTimersByTime(30_000);
  expect(lines).toHaveLength(35);
  stop();
});

test("regions that flap are bounded as well, and what was left out is told at the end", () => {
  const { lines, tell, stop, isListening } = logging();
  for (let regionId = 0; regionId < 1_000; regionId += 1)
    tell("began", { id: `region:${regionId}`, regionId });
  expect(lines).toHaveLength(64);
  stop();
  expect(lines.slice(64)).toMatchObject([{ left_out: { began: 936 } }]);
  expect(isListening()).toBe(false);
});
