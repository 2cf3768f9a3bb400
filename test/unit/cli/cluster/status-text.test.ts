import { explainText } from "../../../../src/cli/cluster/explain-text";
import { runbooksAt } from "../../../../src/cli/cluster/runbooks-at";
import { statusText } from "../../../../src/cli/cluster/status-text";
import { columnsOf } from "../../../../src/cli/terminal/columns";
import { PLAIN } from "../../../../src/cli/terminal/style";
import type { Reason } from "../../../../src/domain/terms/cluster-health";
import { ASKED_NS, askedHealth, regionDetails, SILENT } from "../../../support/app/asked-health";

const SCREEN = { columns: 80, style: PLAIN };
const runbookOf = runbooksAt("http://127.0.0.1:10843");

function silence(shardId: number): Reason {
  return { rule: "no_heartbeat", shardId, observed: 125, threshold: 30, evidenceAgeMs: 125_000 };
}

const LAG: Reason = {
  rule: "replication_lag",
  shardId: 2,
  follower: 1,
  observed: 12.5,
  threshold: 5,
  evidenceAgeMs: 800,
};

const BROKEN = askedHealth(
  "Offline",
  [
    regionDetails("us-east", "Degraded", { reasons: [LAG], explainedBy: ["region:1"], isExplained: true }),
    regionDetails("eu-west", "Offline", {
      reasons: [silence(1)],
      explainedBy: ["region:1"],
      isExplained: true,
    }),
    regionDetails("ap-south", "Healthy"),
  ],
  { incidents: [SILENT] },
);

test("says what is wrong first, then the regions, the worst first", () => {
  expect(statusText(BROKEN, runbookOf, SCREEN)).toBe(`cluster production: Offline
One thing is wrong.

* eu-west silent: 15 replicas, 5 shards without a leader
  For 2 min 5 s, since 2026-01-01T00:07:55Z.
  Affects us-east, eu-west. 15 shards: 5 without a leader (writes to them fail).
  1\u202f000 entities of 3 tenants.
  Runbook: http://127.0.0.1:10843/runbooks/TidaldbRegionInTrouble?region=eu-west

REGION    STATE     FOR        WHY
eu-west   Offline   1 min 0 s  eu-west silent: 15 replicas, 5 shards without...
us-east   Degraded  1 min 0 s  affected: eu-west silent: 15 replicas, 5 shard...
ap-south  Healthy   1 min 0 s
`);
});

test.each([
  ["all is well", askedHealth("Healthy", [regionDetails("us-east", "Healthy")]), "Nothing is wrong."],
  [
    "nobody was heard",
    askedHealth("Unknown", [regionDetails("us-east", "Unknown")], { isSettled: false }),
    "Nothing is known to be wrong, but not every region has been heard. It is too\n" +
      "early to say whether this is all: the exporter has just started.",
  ],
  [
    "no incident explains it",
    askedHealth("Degraded", [regionDetails("us-east", "Degraded", { reasons: [LAG] })]),
    "No incident explains it; the reasons are below.",
  ],
  [
    "two things are wrong",
    askedHealth("Healthy", [regionDetails("us-east", "Healthy")], {
      incidents: [SILENT, { ...SILENT, id: "b" }],
    }),
    "2 things are wrong, the worst first.",
  ],
])("says so when %s", (_what, health, sentence) => {
  expect(statusText(health, runbookOf, SCREEN)).toContain(`\n${sentence}\n`);
});

test("says that nothing is known before anybody was heard", () => {
  expect(statusText(askedHealth("Unknown", []), runbookOf, SCREEN)).toContain("\nNo region is known yet.\n");
});

test("a region that no incident explains shows its first reason, and how many more there are", () => {
  const details = regionDetails("us-east", "Degraded", { reasons: [LAG, silence(4)] });

  expect(statusText(askedHealth("Degraded", [details]), runbookOf, SCREEN)).toContain(
    "us-east  Degraded  1 min 0 s  (and 1 more) Shard 2: the follower in 1 lags by...\n",
  );
});

test("of a very large cluster shows the worst, and how many more there are, in lines that fit", () => {
  const regions = Array.from({ length: 5_000 }, (_, id) =>
    regionDetails(`region-with-a-rather-long-name-${id}`, id < 60 ? "Offline" : "Healthy", {
      reasons: [silence(id)],
    }),
  );
  const incidents = Array.from({ length: 256 }, (_, index) => ({ ...SILENT, id: `region:${index}` }));
  const text = statusText(
    askedHealth("Offline", regions, { incidents, incidentsNotListed: 7 }),
    runbookOf,
    SCREEN,
  );

  expect(text).toContain("* and 243 more incidents\n");
  expect(text).toContain("and 4950 more regions, 10 of them not Healthy (--json has all)\n");
  expect(text.split("\n").length).toBeLessThan(170);
  expect(text.split("\n").filter((line) => columnsOf(line) > 80)).toEqual([]);
});

test("what is too much to be listed is told before the first of it is an incident", () => {
  const text = statusText(askedHealth("Offline", [], { incidentsNotListed: 7 }), runbookOf, SCREEN);

  expect(text).toContain(
    "* Too much broke at once: the first faults are listed as soon as they have\n" +
      "lasted some seconds, and 7 are going to be listed nowhere.\n",
  );
});

test("an incident that planned work explains says so, as on the page", () => {
  const announced = { windowIds: ["drain-eu"], untilNs: ASKED_NS };
  const text = statusText(
    askedHealth("Offline", [], { incidents: [{ ...SILENT, announced }] }),
    runbookOf,
    SCREEN,
  );

  expect(text).toContain("\n  Announced by drain-eu, until 2026-01-01T00:10:00Z: it pages nobody before.\n");
});

test("an address that does not fit has a line of its own, and is not cut", () => {
  const far = runbooksAt("https://exporter.monitoring.production.example:10843/behind/a/proxy");
  const text = statusText(BROKEN, far, { ...SCREEN, columns: 40 });

  expect(text).toContain(
    "\n  Runbook:\n  https://exporter.monitoring.production.example:10843/behind/a/proxy" +
      "/runbooks/TidaldbRegionInTrouble?region=eu-west\n",
  );
});

test("a narrow terminal has the regions without a word or two of why", () => {
  const text = statusText(BROKEN, runbookOf, { ...SCREEN, columns: 40 });

  expect(text).toMatch(/^REGION {4}STATE {5}FOR\neu-west {3}Offline {3}1 min 0 s\n/m);
});

test("the same of fifteen shards is one thing that is wrong, with the runbook of its region", () => {
  const incidents = Array.from({ length: 15 }, (_, shardId) => ({
    ...SILENT,
    id: `replica:1:${shardId}`,
    cause: "replica_silent" as const,
    shardId,
    title: `shard ${shardId} in eu-west silent`,
  }));
  const text = statusText(askedHealth("Degraded", [], { incidents }), runbookOf, SCREEN);

  expect(text).toContain("\nOne thing is wrong.\n\n* 15 shards in eu-west silent: 0–14\n");
  expect(text).toContain(
    "\n  Runbook:\n  http://127.0.0.1:10843/runbooks/TidaldbReplicaInTrouble?region=eu-west\n",
  );
  expect(text.match(/silent/g)).toHaveLength(1);
});

test("explains a region by its incidents, the evidence and what happened lately", () => {
  const health = {
    ...BROKEN,
    regionDetails: new Map([
      [1, regionDetails("eu-west", "Offline", { reasons: [silence(1), LAG], isExplained: false })],
    ]),
  };
  const events = [
    { id: 2, kind: "incident_began", atNs: ASKED_NS, title: "incident began: eu-west silent" },
    {
      id: 1,
      kind: "region_changed",
      atNs: ASKED_NS - 1n,
      title: "eu-west went from Healthy to Offline",
      to: "Offline",
    },
  ];
  const nameOf = (id: number): string => ["us-east", "eu-west"][id] ?? String(id);

  expect(explainText({ health, nameOf, runbookOf, events }, SCREEN))
    .toBe(`region eu-west (1) is Offline for 1 min 0 s, since 2026-01-01T00:09:00Z

WHAT EXPLAINS IT
* eu-west silent: 15 replicas, 5 shards without a leader
  For 2 min 5 s, since 2026-01-01T00:07:55Z.
  Affects us-east, eu-west. 15 shards: 5 without a leader (writes to them fail).
  1\u202f000 entities of 3 tenants.
  Runbook: http://127.0.0.1:10843/runbooks/TidaldbRegionInTrouble?region=eu-west
Not all that speaks against it is explained by that.

EVIDENCE
- Shard 1: no heartbeat for 2 min 5 s; the limit is 30.0 s.
- Shard 2: the follower in eu-west lags by 12.5 s; the limit is 5.0 s. Last
  heard 0.8 s ago.

WHAT HAPPENED LATELY
2026-01-01T00:09:59Z  eu-west went from Healthy to Offline
2026-01-01T00:10:00Z  incident began: eu-west silent
`);
});

test.each([
  [
    "nothing speaks against it",
    regionDetails("us-east", "Healthy"),
    "WHAT EXPLAINS IT\nNothing speaks against it.\n",
  ],
  [
    "nothing explains it yet",
    regionDetails("us-east", "Degraded", { reasons: [LAG] }),
    "WHAT EXPLAINS IT\nNo incident explains what speaks against it: it is too short yet, or too little.\n",
  ],
  [
    "there is very much evidence",
    regionDetails("us-east", "Offline", { reasons: Array.from({ length: 65_536 }, (_, id) => silence(id)) }),
    "EVIDENCE\n- 65\u202f536 shards (0",
  ],
  [
    "there are very many kinds of evidence",
    regionDetails("us-east", "Degraded", {
      reasons: Array.from({ length: 30 }, (_, follower) => ({ ...LAG, follower })),
    }),
    "- and 10 more (--json has all)\n",
  ],
])("explains a region when %s", (_what, details, expected) => {
  const account = { health: askedHealth(details.state, [details]), nameOf: String, runbookOf, events: [] };

  expect(explainText(account, SCREEN)).toContain(expected);
});

test.each([
  ["nothing speaks against it", [], "WHAT EXPLAINS IT\nNothing speaks against it.\n"],
  [
    "something does",
    [LAG],
    "WHAT EXPLAINS IT\nNo incident explains what speaks against it: it is too short yet, or too little,\nor among the faults for which there is no room in the list.\n",
  ],
])(
  "faults of the whole cluster that are listed nowhere explain no region of which %s",
  (_, reasons, expected) => {
    const details = regionDetails("us-east", "Degraded", { reasons });
    const health = askedHealth("Degraded", [details], { incidentsNotListed: 3_841 });

    expect(explainText({ health, nameOf: String, runbookOf, events: [] }, SCREEN)).toContain(expected);
  },
);

test.each([
  ["nothing explains what speaks against it", { reasons: [LAG] }, []],
  ["not all of it is explained", { reasons: [silence(1), LAG], isExplained: false }, [SILENT]],
])("explains a region on a narrow terminal when %s", (_what, details, incidents) => {
  const health = askedHealth("Offline", [regionDetails("us-east", "Offline", details)], { incidents });
  const text = explainText(
    { health, nameOf: () => "us-east", runbookOf: runbooksAt("http://a"), events: [] },
    { ...SCREEN, columns: 40 },
  );

  expect(text).toMatch(/^region us-east \(0\) is Offline\nfor 1 min 0 s, since\n2026-01-01T00:09:00Z\n/);
  // An address stays whole: it is there to be copied.
  expect(text.split("\n").filter((line) => columnsOf(line) > 40 && !line.includes("http"))).toEqual([]);
});
