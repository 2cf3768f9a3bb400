import { readFileSync } from "node:fs";
import path from "node:path";
import { FIELD, U64_FIELD } from "../../../../src/domain/columns/heartbeat-layout";
import { HeartbeatDraft } from "../../../../src/domain/columns/heartbeat-draft";
import { HEARTBEAT_FIELD_LIST, optionalU64s } from "../../../../src/domain/terms/heartbeat-fields";
import { NOT_RECOGNISED, HeartbeatScanner } from "../../../../src/wire/heartbeats/heartbeat-scanner";
import { parseHeartbeat } from "../../../../src/wire/heartbeats/parse-heartbeat";
import { printJson } from "../../../../src/wire/json/json";
import { shardStatsToWire } from "../../../../src/wire/shapes/shard-stats";
import { shardStats } from "../../../support/domain/domain-fixtures";

/** A heartbeat that says everything. */
const FULL = shardStats({
  role: "leader",
  replicationLag: new Map([[2, 1n]]),
  replicationLagNs: new Map([[2, 5n]]),
  ...optionalU64s((name) => BigInt(100 + FIELD[name])),
});

describe("each field of the table of heartbeat fields is known to all that handle heartbeats", () => {
  test("it is printed, in the order of the table", () => {
    expect(Object.keys(shardStatsToWire(FULL))).toEqual(HEARTBEAT_FIELD_LIST.map(({ wire }) => wire));
  });

  test("the scanner, the general parser and the draft give back what was printed", () => {
    const bytes = Buffer.from(printJson(shardStatsToWire(FULL)));
    const draft = new HeartbeatDraft();
    expect(new HeartbeatScanner().scan(bytes, 0, draft, false)).not.toBe(NOT_RECOGNISED);
    expect(draft.toStats()).toEqual(FULL);
    expect(parseHeartbeat(bytes)).toEqual({ ok: true, value: FULL });
  });

  test("a bit of a whole number of 31 is enough for each", () => {
    expect(HEARTBEAT_FIELD_LIST.length).toBeLessThanOrEqual(30);
  });
});

test("a u64 that only travels through is named in the table and in no other file of what handles heartbeats", () => {
  const handlers = [
    "domain/columns/heartbeat-draft.ts",
    "domain/columns/heartbeat-layout.ts",
    "domain/replicas/last-reports.ts",
    "domain/terms/live-replicas.ts",
    "domain/terms/shard-stats.ts",
    "domain/views/live-table.ts",
    "domain/views/recorded-replicas.ts",
    "metrics/catalogue/series-footprint.ts",
    "app/plan/imagined-cluster.ts",
    "wire/heartbeats/heartbeat-scanner.ts",
    "wire/shapes/shard-stats.ts",
  ];
  expect(Object.keys(U64_FIELD)).toContain("signalsTotal");
  for (const file of handlers) {
    const source = readFileSync(path.join(__dirname, "../../../../src", file), "utf8");
    expect(source).not.toMatch(/signalsTotal|signals_total/);
  }
});
