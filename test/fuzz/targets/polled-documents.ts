import { deepEqual, equal, ok } from "node:assert/strict";

import fc from "fast-check";

import type { HeartbeatDraft } from "../../../src/domain/columns/heartbeat-draft";
import { shardStatsProblem } from "../../../src/domain/terms/shard-stats";
import { readEntries, readHead } from "../../../src/sources/read-document";
import { printJson } from "../../../src/wire/json/json";
import type { ClusterHealthHead } from "../../../src/wire/shapes/cluster-health-head";
import { REGION_HEALTHS } from "../../../src/wire/shapes/region-details";
import { shardStatsToWire } from "../../../src/wire/shapes/shard-stats";
import { anyShardStats } from "../../support/wire/wire-arbitraries";
import { fromArbitrary } from "../engine/from-arbitrary";
import type { FuzzTarget } from "../fuzz-target";

const LONGEST_MESSAGE = 600;
const U64_MAX = 2n ** 64n - 1n;

/** Turns are only counted: other work has nothing to do here. */
const nextTurn = (): Promise<void> => Promise.resolve();

/** What Node's own parser makes of a document; undefined when it refuses it. */
function readByNode(input: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(input));
  } catch {
    return undefined;
  }
}

function checkHead({ snapshotNs, regions }: ClusterHealthHead, input: Uint8Array): void {
  ok(snapshotNs >= 0n && snapshotNs <= U64_MAX, "snapshot_ns is a u64");
  for (const [regionId, health] of regions) {
    ok(Number.isInteger(regionId) && regionId >= 0 && regionId <= 65_535, "regions are u16s");
    ok(REGION_HEALTHS.includes(health), "each region's health is one of the known words");
  }
  const nodes = readByNode(input) as { readonly snapshot_ns: number; readonly regions: object } | undefined;
  // Members that a poll does not need are not looked at, so what Node refuses for them may be read.
  if (nodes === undefined) return;
  equal(Number(snapshotNs), nodes.snapshot_ns);
  deepEqual(
    Object.fromEntries(regions),
    Object.fromEntries(Object.entries(nodes.regions).map(([id, health]) => [Number(id), health as unknown])),
  );
}

async function checkEntries(shards: Uint8Array): Promise<void> {
  let taken = 0;
  let refused = 0;
  const sink = {
    take: (draft: HeartbeatDraft): void => {
      taken += 1;
      equal(shardStatsProblem(draft.toStats()), undefined);
    },
    refuse: (message: string): void => {
      refused += 1;
      ok(message.startsWith("shards.") && message.length < LONGEST_MESSAGE, `a short message: ${message}`);
    },
  };
  const whole = await readEntries(shards, sink, nextTurn, () => true);
  if (!whole.ok) {
    ok(whole.message.startsWith("shards: ") && whole.message.length < LONGEST_MESSAGE, whole.message);
    return;
  }
  const nodes = readByNode(shards);
  if (Array.isArray(nodes)) equal(taken + refused, nodes.length, "every entry is taken or refused");
}

const anyHealthDocument = fc
  .record({
    snapshot: fc.bigInt({ min: 0n, max: U64_MAX }),
    regions: fc.dictionary(fc.nat(65_535).map(String), fc.constantFrom(...REGION_HEALTHS), { maxKeys: 4 }),
    shards: fc.array(anyShardStats, { maxLength: 3 }),
    others: fc.json({ maxDepth: 2 }),
    isMarked: fc.boolean(),
  })
  .map(({ snapshot, regions, shards, others, isMarked }) => {
    const entries = shards.map((each) => printJson(shardStatsToWire(each))).join(",");
    const members = [
      `"shards":[${entries}]`,
      `"regions":${JSON.stringify(regions)}`,
      `"replicas":${others}`,
      `"snapshot_ns":${snapshot}`,
    ];
    return `${isMarked ? "\uFEFF" : ""}{${members.join(",")}}`;
  });

/** What a polled control plane or a peer answers, which may be anybody. */
export const target: FuzzTarget = {
  name: "polled-documents",
  claim:
    "reading the answer of a source or a peer never throws, says what is wrong in a short message, reads the head as JSON.parse does, " +
    "and takes or refuses each of its entries",
  generate: fromArbitrary(anyHealthDocument),
  check: async (input) => {
    const head = await readHead(input, nextTurn);
    if (!head.ok) {
      ok(
        head.message.length > 0 && head.message.length < LONGEST_MESSAGE,
        `a short message: ${head.message}`,
      );
      return;
    }
    checkHead(head.value, input);
    await checkEntries(head.value.shards);
  },
};
