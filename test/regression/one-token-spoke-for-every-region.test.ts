import { parseConfig } from "../../src/config/parse";
import type { AccessToken } from "../../src/http/access/bearer-tokens";
import type { PasswordAccess } from "../../src/http/access/passwords/password-access";
import { printJson } from "../../src/wire/json/json";
import { send } from "../support/http/http-client";
import type { TestResponse } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

/*
 * Whoever held scope `ingest` could report any shard of any region: one sender that was taken over could silence an outage at
 * the other end of the world. The scope of a token, and of a user, can be narrowed to regions and shards.
 */

const TOKENS: readonly AccessToken[] = [
  { name: "all", secret: "of-all", scopes: ["ingest"] },
  { name: "eu", secret: "of-eu", scopes: ["ingest"], ingest: { regions: [1] } },
  {
    name: "some",
    secret: "of-some",
    scopes: ["ingest", "scrape"],
    ingest: {
      regions: [0, 1],
      shards: [
        { first: 0, last: 0 },
        { first: 4, last: 7 },
      ],
    },
  },
  { name: "twice a", secret: "of-twice", scopes: ["ingest"], ingest: { regions: [1] } },
  { name: "twice b", secret: "of-twice", scopes: ["ingest"], ingest: { shards: [{ first: 9, last: 9 }] } },
  { name: "open a", secret: "of-open", scopes: ["ingest"], ingest: { regions: [1] } },
  { name: "open b", secret: "of-open", scopes: ["admin"] },
];

const PASSWORDS: PasswordAccess = {
  check: ({ name, password }) => (password === `password of ${name}` ? "right" : "wrong"),
  scopesOf: () => ["ingest"],
  ingestOf: (name) => (name === "bob" ? { regions: [2] } : undefined),
};

let http: HttpFixture;

beforeEach(async () => {
  http = await startHttp({ services: () => ({ tokens: () => TOKENS, passwords: () => PASSWORDS }) });
});

afterEach(() => http.close());

/** `usual` is what the scanner reads, `odd` is left to the general parser. */
type Spelling = "usual" | "odd";
const SPELLINGS: readonly Spelling[] = ["usual", "odd"];

function beat(spelling: Spelling, shardId: number, regionId: number, more = {}): Record<string, unknown> {
  const odd = spelling === "odd" ? { role: null } : {};
  return http.heartbeat({ shard_id: shardId, region_id: regionId, ...odd, ...more });
}

function post(authorization: string, body: string, type = "application/json"): Promise<TestResponse> {
  const headers = { authorization, "content-type": type };
  return send(http.port, { method: "POST", path: "/api/v1/heartbeats", headers, body });
}

const basic = (name: string): string =>
  `Basic ${Buffer.from(`${name}:password of ${name}`).toString("base64")}`;

describe.each(SPELLINGS)("heartbeats of the %s spelling", (spelling) => {
  test.each([
    ["Bearer of-all", 9, 9, 202],
    ["Bearer of-eu", 9, 1, 202],
    ["Bearer of-eu", 9, 0, 403],
    ["Bearer of-some", 0, 0, 202],
    ["Bearer of-some", 7, 1, 202],
    ["Bearer of-some", 8, 1, 403],
    ["Bearer of-some", 3, 1, 403],
    ["Bearer of-some", 7, 2, 403],
    ["Bearer of-twice", 3, 1, 202],
    ["Bearer of-twice", 9, 65535, 202],
    ["Bearer of-twice", 8, 65535, 403],
    ["Bearer of-open", 9, 9, 202],
    [basic("bob"), 9, 2, 202],
    [basic("bob"), 9, 1, 403],
    [basic("alice"), 9, 9, 202],
  ])("%s may send shard %d of region %d: %d", async (authorization, shardId, regionId, status) => {
    const one = await post(authorization, printJson(beat(spelling, shardId, regionId)));
    expect(one.status).toBe(status);
    expect(http.controlPlane.snapshot().replicas).toHaveLength(status === 202 ? 1 : 0);
    if (status === 403) expect(one.headers["content-type"]).toBe("application/problem+json");
  });

  test("are rejected one by one beside those that may be sent, in an array and in lines", async () => {
    const beats = [beat(spelling, 4, 0), beat(spelling, 3, 0), beat(spelling, 5, 2)].map((each) =>
      printJson(each),
    );
    const rejected = [
      {
        index: 1,
        field: "shard_id",
        message:
          'shard_id: the token "some" may send heartbeats of shards 0, 4-7 in regions 0, 1 only, got 3',
      },
      {
        index: 2,
        field: "region_id",
        message:
          'region_id: the token "some" may send heartbeats of shards 0, 4-7 in regions 0, 1 only, got 2',
      },
    ];
    const array = await post("Bearer of-some", `[${beats.join()}]`);
    expect([array.status, array.json()]).toMatchObject([202, { accepted: 1, rejected_count: 2, rejected }]);
    const lines = await post("Bearer of-some", beats.join("\n"), "application/x-ndjson");
    expect([lines.status, lines.json()]).toMatchObject([202, { stale: 1, rejected_count: 2, rejected }]);
    expect(http.controlPlane.snapshot().replicas).toHaveLength(1);
    expect(http.controlPlane.totals().heartbeats.rejected).toBe(4);
  });

  test("may say what they like about their followers", async () => {
    const lags = { replication_lag: { 2: 1, 9: 5 } };
    expect((await post("Bearer of-eu", printJson(beat(spelling, 9, 1, lags)))).status).toBe(202);
  });
});

test("a request of which nothing may be sent is told what may be", async () => {
  const answer = await post(
    "Bearer of-some",
    `[${printJson(beat("usual", 3, 0))},${printJson(beat("odd", 4, 9))}]`,
  );
  expect(answer.status).toBe(403);
  expect(answer.json()).toMatchObject({
    title: "Forbidden",
    detail:
      'the token "some" may send heartbeats of shards 0, 4-7 in regions 0, 1 only, and the request has no other; see ingest under auth in the configuration',
    ingest: [{ regions: [0, 1], shards: ["0", "4-7"] }],
  });
});

test.each([
  ["nothing", "[]", 202],
  ["what is no JSON", "[x]", 400],
])("%s is answered as ever", async (_what, body, status) => {
  expect((await post("Bearer of-eu", body)).status).toBe(status);
});

test("a heartbeat that is none beside one that may not be sent gets the report", async () => {
  const answer = await post("Bearer of-eu", `[{},${printJson(beat("usual", 1, 0))}]`);
  expect([answer.status, answer.json()["rejected_count"]]).toEqual([202, 2]);
});

test("a narrowed token reaches no other route that changes anything", async () => {
  const headers = { authorization: "Bearer of-some" };
  for (const [method, path] of [
    ["PUT", "/api/v1/topology/shards/4"],
    ["DELETE", "/api/v1/topology/shards/4"],
    ["DELETE", "/api/v1/topology/regions/0"],
    ["PUT", "/api/v1/tenants/1"],
    ["POST", "/-/reload"],
  ] as const) {
    expect((await send(http.port, { method, path, headers })).status).toBe(403);
  }
});

describe("in the configuration", () => {
  const parse = (ingest: string, scopes = "ingest"): unknown => {
    const text = `cluster: {regions: {0: us-east, 1: eu-west}}
auth:
  tokens:
    - {name: a, env: X, scopes: [${scopes}], ingest: ${ingest}}
  users:
    bob: {scopes: [${scopes}], ingest: ${ingest}}
`;
    const parsed = parseConfig(text, "x.yml");
    if (!parsed.ok) return parsed.problems.map(({ path, message }) => `${path}: ${message}`);
    const { tokens, users, userIngest } = parsed.value.auth;
    expect(userIngest.get("bob")).toEqual(tokens[0]?.ingest);
    expect(users.get("bob")).toEqual(tokens[0]?.scopes);
    return tokens[0]?.ingest;
  };

  test.each([
    ["{regions: [eu-west, 0]}", { regions: [1, 0] }],
    [
      "{shards: [3, 5-7]}",
      {
        shards: [
          { first: 3, last: 3 },
          { first: 5, last: 7 },
        ],
      },
    ],
    ["{regions: [7], shards: [0-65535]}", { regions: [7], shards: [{ first: 0, last: 65535 }] }],
  ])("%s is understood", (ingest, expected) => {
    expect(parse(ingest)).toEqual(expected);
  });

  test.each([
    [
      "{regions: [eu-wst]}",
      "ingest",
      '.regions[0]: no region in cluster.regions is called "eu-wst"; did you mean eu-west?',
    ],
    ["{regions: [1, eu-west]}", "ingest", ".regions[1]: 1 is listed twice; once is enough"],
    ["{regions: []}", "ingest", ".regions: expected at least one region, got an empty list"],
    ["{shards: []}", "ingest", ".shards: expected at least one shard, got an empty list"],
    ["{regions: }", "ingest", ".regions: expected a list of regions, got nothing"],
    ["{shards: [5, 4-7]}", "ingest", '.shards[1]: "4-7" overlaps 5 further up; each shard is listed once'],
    [
      "{shards: [7-4]}",
      "ingest",
      `.shards[0]: expected a shard's number from 0 to 65535, or a range of them such as 4-7, got "7-4"`,
    ],
    [
      "{shards: [04-7]}",
      "ingest",
      `.shards[0]: expected a shard's number from 0 to 65535, or a range of them such as 4-7, got "04-7"`,
    ],
    [
      "{}",
      "ingest",
      ": expected regions, shards or both, got neither; without ingest every heartbeat may be sent",
    ],
    [
      "",
      "ingest",
      ": expected regions, shards or both, got neither; without ingest every heartbeat may be sent",
    ],
    ["[1]", "ingest", ": expected a mapping with the keys regions, shards, got a list"],
    ["{region: [1], shards: [1]}", "ingest", ".region: unknown key; did you mean regions?"],
    ["{regions: [1]}", "scrape", ": narrows scope ingest, which is not among the scopes; add it there"],
    [
      "{regions: [1]}",
      "ingest, admin",
      ": narrows nothing beside scope admin, which may send every heartbeat; remove one of the two",
    ],
  ])("%s with scopes %s is refused", (ingest, scopes, problem) => {
    expect(parse(ingest, scopes)).toEqual([
      `auth.tokens[0].ingest${problem}`,
      `auth.users.bob.ingest${problem}`,
    ]);
  });
});
