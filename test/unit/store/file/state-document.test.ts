import { parseStateDocument, printStateDocument } from "../../../../src/store/file/state-document";

const STATE = {
  shards: [
    { shardId: 3, regionId: 1 },
    { shardId: 1, regionId: 0 },
  ],
  tenants: [{ tenantId: 18446744073709551615n, requiredRegions: [1] }],
  retired: [],
};

const TEXT = `{
  "version": 1,
  "topology": {
    "shards": [
      {"shard_id":3,"region_id":1},
      {"shard_id":1,"region_id":0}
    ]
  },
  "tenants": [
    {"tenant_id":18446744073709551615,"required_regions":[1]}
  ]
}
`;

function problemOf(text: string): string {
  const result = parseStateDocument(Buffer.from(text));
  if (result.ok) throw new Error("expected a refusal");
  return result.message;
}

test("a state is printed in the wire's spelling, an entry a line, and read back without a difference", () => {
  expect([...printStateDocument(STATE)].join("")).toBe(TEXT);
  expect(parseStateDocument(Buffer.from(TEXT))).toEqual({ ok: true, value: STATE });
});

test("what left is kept in a version of its own, a line for each, and read back without a difference", () => {
  const state = {
    ...STATE,
    retired: [
      { shardId: 3, regionId: 0, silentSinceNs: 1764380000000000001n },
      { shardId: 99, silentSinceNs: 0n },
      { regionId: 7, silentSinceNs: 18446744073709551615n },
    ],
  };
  const text = TEXT.replace('"version": 1', '"version": 2').replace(
    "\n  ]\n}\n",
    `
  ],
  "retired": [
    {"shard_id":3,"region_id":0,"silent_since_ns":1764380000000000001},
    {"shard_id":99,"silent_since_ns":0},
    {"region_id":7,"silent_since_ns":18446744073709551615}
  ]
}
`,
  );
  expect([...printStateDocument(state)].join("")).toBe(text);
  expect(parseStateDocument(Buffer.from(text))).toEqual({ ok: true, value: state });
});

test("who was known is kept in a version of its own, a line for each, and read back without a difference", () => {
  const known = [
    { shardId: 3, regionId: 0, silentNs: 0n },
    { shardId: 65_535, regionId: 1, silentNs: 18446744073709551615n },
  ];
  const text = TEXT.replace('"version": 1', '"version": 3').replace(
    "\n  ]\n}\n",
    `
  ],
  "retired": [
  ],
  "known": [
    {"shard_id":3,"region_id":0,"silent_ns":0},
    {"shard_id":65535,"region_id":1,"silent_ns":18446744073709551615}
  ]
}
`,
  );
  expect([...printStateDocument({ ...STATE, known })].join("")).toBe(text);
  expect(parseStateDocument(Buffer.from(text))).toEqual({ ok: true, value: { ...STATE, known } });
});

test("planned work is kept in a version of its own, a line for each, and read back without a difference", () => {
  const maintenance = [
    { id: "a", regionId: 1, by: "alice", reason: "upgrade", startedNs: 5n, untilNs: 2n ** 53n + 1n },
    { id: "b", shardId: 3, by: "bob", reason: "disk", startedNs: 0n, untilNs: 9n, leaseUntilNs: 8n },
  ];
  const text = TEXT.replace('"version": 1', '"version": 4').replace(
    "\n  ]\n}\n",
    `
  ],
  "retired": [
  ],
  "known": [
  ],
  "maintenance": [
    {"id":"a","region_id":1,"by":"alice","reason":"upgrade","started_ns":5,"until_ns":9007199254740993},
    {"id":"b","shard_id":3,"by":"bob","reason":"disk","started_ns":0,"until_ns":9,"lease_until_ns":8}
  ]
}
`,
  );
  expect([...printStateDocument({ ...STATE, maintenance })].join("")).toBe(text);
  expect(parseStateDocument(Buffer.from(text))).toEqual({ ok: true, value: { ...STATE, maintenance } });
  expect(problemOf(text.replace('"by":"alice"', '"by":" "'))).toContain("maintenance.0.by");
});

test.each([
  ['{"shard_id":65536,"region_id":0,"silent_ns":0}', "known.0.shard_id"],
  ['{"shard_id":0,"region_id":0}', "known.0.silent_ns"],
  ['{"shard_id":0,"region_id":0,"silent_ns":-1}', "known.0.silent_ns"],
  ['{"shard_id":0,"region_id":0,"silent_ns":0},{"shard_id":0,"region_id":0,"silent_ns":1}', "known.1"],
])("a replica that is known %s is refused, and the place named", (replicas, place) => {
  const text = TEXT.replace('"version": 1', '"version": 3').replace(
    /\n {2}\]\n\}\n$/,
    `\n  ],\n  "retired": [],\n  "known": [${replicas}]\n}\n`,
  );
  expect(problemOf(text)).toContain(place);
});

test("version 2 may say that nothing left", () => {
  const text = TEXT.replace('"version": 1', '"version": 2').replace(
    /\n {2}\]\n\}\n$/,
    '\n  ],\n  "retired": []\n}\n',
  );
  expect(parseStateDocument(Buffer.from(text))).toEqual({ ok: true, value: STATE });
});

test.each([0, 1, 499, 500, 501, 1_000, 1_001])(
  "a state of %d shards and tenants is one JSON text, in pieces",
  (size) => {
    const state = {
      shards: Array.from({ length: size }, (_, shardId) => ({ shardId, regionId: 0 })),
      tenants: Array.from({ length: size }, (_, index) => ({ tenantId: BigInt(index) })),
      retired: Array.from({ length: size }, (_, shardId) => ({ shardId, silentSinceNs: 7n })),
    };
    const pieces = [...printStateDocument(state)];
    expect(parseStateDocument(Buffer.from(pieces.join("")))).toEqual({ ok: true, value: state });
    for (const piece of pieces) expect(piece.split("\n").length).toBeLessThanOrEqual(501);
  },
);

test("a byte order mark and null for an absent limit, as editors and people write them, are read", () => {
  const edited = `\uFEFF${TEXT.replace('"required_regions"', '"max_entities": null, "required_regions"')}`;
  expect(parseStateDocument(Buffer.from(edited))).toEqual({ ok: true, value: STATE });
});

test.each([
  ["an empty file", "", "it is empty (0 bytes)"],
  [
    "a missing comma",
    TEXT.replace("3,", "3"),
    `not valid JSON: Comma ',' expected after value but got '"' at position 69 (line 5, column 20)`,
  ],
  ["an array", "[]", "version: is missing, expected 1, 2, 3 or 4"],
  ["no version", "{}", "version: is missing, expected 1, 2, 3 or 4"],
  ["a version that is a text", '{"version": "1"}', 'version: expected 1, 2, 3 or 4, got "1"'],
  [
    "a newer version",
    '{"version": 5}',
    "version: expected 1, 2, 3 or 4, got 5, written by a newer release: run that release or a later one",
  ],
  ["an older version", '{"version": 0}', "version: expected 1, 2, 3 or 4, got 0"],
  ["no topology", '{"version": 1, "tenants": []}', "topology: is missing, expected an object"],
  [
    "no shards",
    '{"version": 1, "topology": {}, "tenants": []}',
    "topology.shards: is missing, expected an array of shard assignments",
  ],
  [
    "no tenants",
    '{"version": 1, "topology": {"shards": []}}',
    "tenants: is missing, expected an array of tenants",
  ],
  [
    "a shard id past 16 bits",
    TEXT.replace("3,", "65536,"),
    "topology.shards.0.shard_id: expected a whole number from 0",
  ],
  ["a limit past 64 bits", TEXT.replace("615", "616"), "tenants.0.tenant_id: expected a whole number from 0"],
  [
    "a shard with two homes",
    TEXT.replace('"shards": [', '"shards": [{"shard_id":1,"region_id":0},'),
    "topology.shards.2.shard_id: shard 1 is already listed in topology.shards.0",
  ],
  [
    "a misspelled limit",
    TEXT.replace('"required_regions"', '"max_entites": 5, "required_regions"'),
    "tenants.0.max_entites: no such field in version 1, and the next save would drop it; check its spelling",
  ],
  [
    "a field that no release writes",
    TEXT.replace('"tenants"', '"tenant": [], "tenants"'),
    "tenant: no such field",
  ],
])("%s is refused, and the place named", (_, text, problem) => {
  expect(problemOf(text)).toContain(problem);
});

test("bytes that are no text are refused", () => {
  expect(parseStateDocument(Buffer.from([0x7b, 0xff, 0x7d]))).toMatchObject({
    ok: false,
    message: expect.stringContaining("UTF-8") as string,
  });
});

test("a syntax error is given with its line and column, as an editor counts them", () => {
  expect(problemOf('{\n  "version": 1,\n  "topology": oops\n}')).toMatch(/\(line 3, column 15\)$/);
});

test("of many problems the first five are told, and how many there are besides", () => {
  const shards = Array.from({ length: 8 }, () => '{"shard_id": -1, "region_id": 0}').join();
  const problem = problemOf(`{"version": 1, "topology": {"shards": [${shards}]}, "tenants": []}`);
  expect(problem.match(/shard_id/g)).toHaveLength(5);
  expect(problem).toMatch(/; and 3 more$/);
});
