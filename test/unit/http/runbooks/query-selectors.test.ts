import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { isMatched, isWithin, querySelectors } from "../../../../src/http/runbooks/query-selectors";
import type { QuerySelector } from "../../../../src/http/runbooks/query-selectors";

const RUNBOOKS = join(__dirname, "..", "..", "..", "..", "alerts", "runbooks");

const PLAIN: QuerySelector = {
  metric: "tidaldb_shard_up",
  matchers: [],
  isAge: false,
  isMagnitude: false,
  limit: undefined,
};

test.each<[string, Partial<QuerySelector> | undefined]>([
  ["tidaldb_shard_up", {}],
  ["topk(10, tidaldb_shard_up)", {}],
  ["tidaldb_shard_up == 0", { limit: { operator: "==", value: 0 } }],
  ["max by (cluster, region) (tidaldb_shard_up) > 5.5", { limit: { operator: ">", value: 5.5 } }],
  ["sort_desc(abs(tidaldb_shard_up) > 0.5)", { isMagnitude: true, limit: { operator: ">", value: 0.5 } }],
  ["time() - tidaldb_shard_up > 30", { isAge: true, limit: { operator: ">", value: 30 } }],
  ["time() - max by (cluster, region) (tidaldb_shard_up)", { isAge: true }],
  [
    'tidaldb_shard_up{region="a\\"b",shard!="3"}',
    {
      matchers: [
        { label: "region", operator: "=", value: 'a"b' },
        { label: "shard", operator: "!=", value: "3" },
      ],
    },
  ],
  ['tidaldb_shard_up{region="REGION"}', {}],
  ["rate(tidaldb_shard_up[5m])", undefined],
  ["tidaldb_shard_up offset 1h", undefined],
  ["max_over_time((time() - tidaldb_shard_up)[15m:15s])", undefined],
  ["process_open_fds", undefined],
])("of %s the present is read", (query, expected) => {
  expect(querySelectors(query)).toEqual(expected === undefined ? [] : [{ ...PLAIN, ...expected }]);
});

test("a query may read several metrics, one of them in the past", () => {
  const query = "deriv(tidaldb_a[5m]) and tidaldb_b > 5 and on (shard) (tidaldb_c == 1)";

  expect(querySelectors(query).map(({ metric }) => metric)).toEqual(["tidaldb_b", "tidaldb_c"]);
});

test.each([
  ["=", "a", "a", true],
  ["=", "a", "b", false],
  ["!=", "a", "b", true],
  ["=~", "a|b", "b", true],
  ["=~", "a|b", "c", false],
  ["!~", "a|b", "c", true],
] as const)("%s %s takes %s: %s", (operator, value, actual, expected) => {
  expect(isMatched({ label: "x", operator, value }, actual)).toBe(expected);
});

test.each([
  ["==", 5, true],
  ["!=", 5, false],
  [">", 5, false],
  ["<", 4, true],
  [">=", 5, true],
  ["<=", 6, false],
] as const)("a value is held to %s 5: %d %s", (operator, value, expected) => {
  expect(isWithin({ operator, value: 5 }, value)).toBe(expected);
});

test("patterns in shipped runbooks are alternatives and nothing else", () => {
  const texts = readdirSync(RUNBOOKS).map((name) => readFileSync(join(RUNBOOKS, name), "utf8"));
  const patterns = texts
    .flatMap(querySelectors)
    .flatMap(({ matchers }) =>
      matchers.filter(({ operator }) => operator === "=~" || operator === "!~").map(({ value }) => value),
    );

  expect(patterns.length).toBeGreaterThan(0);
  expect(patterns.filter((pattern) => !/^[\w|-]+$/.test(pattern))).toEqual([]);
});
