import { eventText } from "../../../../src/cli/cluster/event-text";
import { tenantsText } from "../../../../src/cli/cluster/tenants-text";
import { topologyText } from "../../../../src/cli/cluster/topology-text";
import { columnsOf } from "../../../../src/cli/terminal/columns";
import { PLAIN, screenOf } from "../../../../src/cli/terminal/style";
import type { ClusterEvent } from "../../../../src/domain/terms/cluster-event";

const SCREEN = { columns: 80, style: PLAIN };
const NAMES = ["us-east", "eu-west"];
const nameOf = (id: number): string => NAMES[id] ?? String(id);

const EVENT: ClusterEvent = {
  id: 1,
  kind: "region_changed",
  atNs: 1_767_225_600_000_000_000n,
  title: "eu-west went from Healthy to Offline",
  to: "Offline",
};

test("the topology is a line for each region, with runs of shards put together", () => {
  const homes = [0, 0, 0, 1, 0, 1, 7];
  const shards = homes.map((regionId, shardId) => ({ shardId, regionId }));

  expect(topologyText(shards, nameOf, SCREEN)).toBe(`REGION   NUMBER  SHARDS  WHICH
us-east  0       4       0-2, 4
eu-west  1       2       3, 5
7        7       1       6
`);
});

test("the largest topology is short, in lines that fit", () => {
  const scattered = Array.from({ length: 65_536 }, (_, shardId) => ({ shardId, regionId: shardId % 300 }));
  const text = topologyText(scattered, nameOf, SCREEN);

  expect(text.split("\n").length).toBeLessThan(110);
  expect(text.split("\n").filter((line) => columnsOf(line) > 80)).toEqual([]);
  expect(text).toContain("and 200 more regions (--json has all)\n");
});

test("tenants have their limits, and where their data may be", () => {
  const tenants = [
    { tenantId: 18_446_744_073_709_551_615n, maxEntities: 5n },
    { tenantId: 7n, maxSignalsPerSec: 1n, maxStorageBytes: 2n, requiredRegions: [0, 1] },
  ];

  expect(tenantsText(tenants, "7", nameOf, SCREEN))
    .toBe(`TENANT                SIGNALS/S  ENTITIES  BYTES  REGIONS
18446744073709551615  -          5         -      any
7                     1          -         2      us-east, eu-west
There are more: --after 7
`);
});

test("says so when there is nothing", () => {
  expect(tenantsText([], undefined, nameOf, SCREEN)).toBe("No tenant is registered.\n");
  expect(topologyText([], nameOf, SCREEN)).toBe("The topology names no shard.\n");
});

test.each<[string, Partial<ClusterEvent>, string]>([
  ["when and what", {}, "2026-01-01T00:00:00Z  eu-west went from Healthy to Offline\n"],
  [
    "its first reason, and how many more there are",
    {
      reasons: [{ rule: "no_heartbeat", shardId: 3, observed: 31, threshold: 30, evidenceAgeMs: 31_000 }],
      reasonCount: 15,
    },
    "2026-01-01T00:00:00Z  eu-west went from Healthy to Offline\n" +
      "                      Shard 3: no heartbeat for 31.0 s; the limit is 30.0 s. And\n" +
      "                      14 more.\n",
  ],
  [
    "which follower lags, by the name of its region",
    {
      reasons: [
        {
          rule: "replication_lag",
          shardId: 3,
          follower: 1,
          observed: 7.5,
          threshold: 5,
          evidenceAgeMs: 10,
        },
      ],
    },
    "2026-01-01T00:00:00Z  eu-west went from Healthy to Offline\n" +
      "                      Shard 3: the follower in eu-west lags by 7.5 s; the limit\n" +
      "                      is 5.0 s.\n",
  ],
  [
    "how long an incident lasted",
    { kind: "incident_ended", title: "incident ended: eu-west silent", durationSeconds: 125 },
    "2026-01-01T00:00:00Z  incident ended: eu-west silent (after 2 min 5 s)\n",
  ],
])("an event says %s", (_what, parts, expected) => {
  expect(eventText({ ...EVENT, ...parts }, nameOf, SCREEN)).toBe(expected);
});

test("on a terminal an event has the colour of what it says", () => {
  const screen = screenOf({ terminal: () => ({ columns: 80 }), env: {} });

  expect(eventText(EVENT, nameOf, screen)).toBe(
    "2026-01-01T00:00:00Z  \u001b[31meu-west went from Healthy to Offline\u001b[0m\n",
  );
});
