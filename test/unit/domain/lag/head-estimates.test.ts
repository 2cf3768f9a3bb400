import { HeadEstimates } from "../../../../src/domain/lag/head-estimates";
import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { shardStats } from "../../../support/domain/domain-fixtures";

const BEAT_MS = 5_000;

/** By how much the head moves with the last of some heartbeats, each a beat apart. */
function growth(beats: readonly { eps: number; grownBy?: number; distance?: number }[]): number {
  const estimates = new HeadEstimates(1);
  let before = NaN;
  let head = NaN;
  for (const [beat, { eps, grownBy = 0, distance = 0 }] of beats.entries()) {
    const draft = new HeartbeatDraft().load(shardStats({ signalThroughputEps: eps }));
    before = head;
    head = estimates.advance(0, draft, beat * BEAT_MS, grownBy, distance);
  }
  return head - before;
}

/** Proves that the average is taken once a heartbeat, or once a second. */
const PER_HEARTBEAT = [1, 0.9, 0.81, 0.729].map((eps) => ({ eps }));
const PER_SECOND = [1, 0.59].map((eps) => ({ eps }));

describe("the estimate of a head", () => {
  test.each<[string, Parameters<typeof growth>[0], number]>([
    ["a steady throughput is what was written", [{ eps: 100 }, { eps: 100 }], 500],
    ["an idle leader writes nothing", [...PER_HEARTBEAT, { eps: 0.729 * 0.9 }], 0],
    ["one event in an average once a heartbeat", [...PER_HEARTBEAT, { eps: 0.729 * 0.9 + 0.02 }], 1],
    ["a burst in an average once a heartbeat", [...PER_HEARTBEAT, { eps: 0.729 * 0.9 + 10 }], 500],
    ["the same burst in an average once a second", [...PER_SECOND, { eps: 0.59 * 0.9 ** 5 + 40.951 }], 500],
    ["a distance grows by no more than the head does", [{ eps: 0 }, { eps: 0, grownBy: 7 }], 7],
    ["one event that the average may not show yet", [{ eps: 0 }, { eps: 0, distance: 1 }], 1],
    ["not twice in a row", [{ eps: 0 }, { eps: 0, distance: 1 }, { eps: 0, distance: 1 }], 0],
    ["not where the average shows all", [...PER_HEARTBEAT, { eps: 0.729 * 0.9, distance: 1 }], 0],
    ["not more than may be on its way", [{ eps: 0 }, { eps: 0, distance: 20 }], 0],
    ["a throughput beyond reason stays a number", [{ eps: 1 }, { eps: Number.MAX_VALUE }, { eps: 1 }], 0],
  ])("%s", (_, beats, expected) => {
    expect(growth(beats)).toBe(expected);
  });

  test.each<[string, readonly { readonly eps: number }[][], number]>([
    ["another leader averages once a second", [PER_SECOND], 500],
    ["another leader averages once a heartbeat", [PER_HEARTBEAT], 2047],
    ["other leaders do both", [PER_SECOND, PER_HEARTBEAT], 2047],
    ["nobody has shown how", [], 2047],
  ])("of a new leader is made as all others average, when %s", (_, others, expected) => {
    const estimates = new HeadEstimates(3);
    const send = (slot: number, eps: number, atMs: number): number => {
      const draft = new HeartbeatDraft().load(shardStats({ signalThroughputEps: eps }));
      return estimates.advance(slot, draft, atMs, 0, 0);
    };
    for (const [place, beats] of others.entries()) {
      for (const [beat, { eps }] of beats.entries()) send(1 + place, eps, beat * BEAT_MS);
    }
    const before = send(0, 0, 0);
    // From none: 100 a second for five samples of a second, or four times as many in one of five seconds.
    expect(send(0, 40.951, BEAT_MS) - before).toBe(expected);
  });

  test("two heartbeats that were lost are two samples of the average", () => {
    const estimates = new HeadEstimates(1);
    const send = (eps: number, atMs: number): number => {
      const draft = new HeartbeatDraft().load(shardStats({ signalThroughputEps: eps }));
      return estimates.advance(0, draft, atMs, 0, 0);
    };
    const heads = PER_HEARTBEAT.map(({ eps }, beat) => send(eps, beat * BEAT_MS));
    expect(send(0.729 * 0.9 ** 3, 6 * BEAT_MS)).toBe(heads.at(-1));
  });
});
