import { createHash } from "node:crypto";
import { parseHeardDocument, printHeardDocument } from "../../../../src/store/file/heard-document";
import type { HeardParts } from "../../../../src/store/file/heard-document";
import {
  linkFaultId,
  regionFaultId,
  replicaFaultId,
  shardFaultId,
  CLUSTER_ID,
} from "../../../../src/domain/incidents/terms/fault";

const U64_MAX = 2n ** 64n - 1n;

const PARTS: HeardParts = {
  kept: { wallNs: 1_767_225_600_000_000_000n, monotonicMs: 12_345.6, machine: "0b1c-2d" },
  isLast: false,
  incidents: [
    { id: CLUSTER_ID, ageMs: 1.4 },
    { id: regionFaultId(65_535), ageMs: 90_000 },
    { id: linkFaultId(3, 0), ageMs: 0 },
    { id: replicaFaultId(7, 2), ageMs: 5 },
    { id: shardFaultId(9), ageMs: 5 },
  ],
  replicas: [
    [
      {
        shardId: 0,
        regionId: 1,
        silentMs: 2_000.5,
        wasHeard: true,
        newest: { stampNs: U64_MAX, bootId: 0n, heartbeatSeq: 5n },
      },
    ],
    [
      { shardId: 65_535, regionId: 0, silentMs: 0, wasHeard: true, newest: { stampNs: 1n } },
      { shardId: 2, regionId: 0, silentMs: 7, wasHeard: false },
    ],
  ],
};

const TEXT = `tidaldb-exporter-heard 1
kept 1767225600000000000 12346 0b1c-2d running
incident cluster 1
incident region:65535 90000
incident link:0-3 0
incident replica:7-2 5
incident shard:9 5
replica 0 1 2001 heard ${U64_MAX} 0 5
replica 65535 0 0 heard 1 - -
replica 2 0 7 awaited - - -
`;

function ended(text: string): string {
  return `${text}end ${createHash("sha256").update(text).digest("hex").slice(0, 16)}\n`;
}

test("what was heard is printed one thing a line, and read back", () => {
  const text = [...printHeardDocument(PARTS)].join("");
  expect(text).toBe(ended(TEXT));
  const document = parseHeardDocument(text);
  expect(document).toEqual({
    ok: true,
    value: {
      kept: { ...PARTS.kept, monotonicMs: 12_346 },
      isLast: false,
      recollection: {
        incidents: PARTS.incidents.map(({ id, ageMs }) => ({ id, ageMs: Math.round(ageMs) })),
        replicas: [...PARTS.replicas]
          .flat()
          .map((replica) => ({ ...replica, silentMs: Math.round(replica.silentMs) })),
      },
    },
  });
});

test("an end in order, on a machine without a name, of a process that heard nobody", () => {
  const kept = { wallNs: 5n, monotonicMs: 1, machine: undefined };
  const text = [...printHeardDocument({ kept, isLast: true, incidents: [], replicas: [] })].join("");
  expect(parseHeardDocument(text)).toEqual({
    ok: true,
    value: { kept, isLast: true, recollection: { incidents: [], replicas: [] } },
  });
});

test("a file that was torn anywhere is refused", () => {
  const text = ended(TEXT);
  for (let length = 0; length < text.length; length += 1)
    expect(parseHeardDocument(text.slice(0, length))).toMatchObject({ ok: false });
});

test.each<[string, string, string]>([
  ["another file", '{"version": 3}', "another first line"],
  ["an older or newer form", ended(TEXT.replace("heard 1", "heard 2")), "another first line"],
  ["a digit that changed", ended(TEXT).replace("90000", "90001"), "it is torn"],
  ["what was written over it", `${ended(TEXT)}x`, "it is torn"],
  ["no moment", ended(TEXT.replace("running", "resting")), "line 2: expected when it was kept"],
  ["a moment past 64 bits", ended(TEXT.replace("1767225600000000000", "99999999999999999999")), "line 2"],
  [
    "an incident of no kind",
    ended(TEXT.replace("shard:9", "shard:9;")),
    "line 7: expected an incident or a replica",
  ],
  [
    "a source whose name is no URI",
    ended(TEXT.replace("shard:9", "source:%")),
    "line 7: expected an incident or a replica",
  ],
  ["a shard past 16 bits", ended(TEXT.replace("replica 65535 0", "replica 65536 0")), "line 9"],
  ["a stamp past 64 bits", ended(TEXT.replace(String(U64_MAX), String(U64_MAX + 1n))), "line 8"],
  ["an empty line", ended(TEXT.replace("replica 2", "\nreplica 2")), "line 10"],
  [
    "more replicas than are ever kept",
    ended(TEXT + "replica 2 0 7 awaited - - -\n".repeat(65_536)),
    "at most",
  ],
])("%s is refused, and said", (_, text, message) => {
  const document = parseHeardDocument(text);
  expect(document).toMatchObject({ ok: false, message: expect.stringContaining(message) as unknown });
});
