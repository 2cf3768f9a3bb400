import { EventLog } from "../../../../src/domain/history/event-log";
import type { EventQuery } from "../../../../src/domain/history/event-log";
import type { EventDraft, EventKind } from "../../../../src/domain/terms/cluster-event";

const START_NS = 1_767_225_600_000_000_000n;

function draft(title: string, parts: Partial<EventDraft> = {}): EventDraft {
  return { kind: "config_reloaded", atNs: START_NS, title, ...parts };
}

function titles(log: EventLog, query: Partial<EventQuery> = {}): readonly string[] {
  const usual: EventQuery = { direction: "later", from: undefined, filter: {}, limit: 100 };
  return log.page({ ...usual, ...query }).events.map(({ title }) => title);
}

describe("ids", () => {
  test("are the microsecond of the event, or the next number that is free", () => {
    const log = new EventLog();
    const ids = [log.add(draft("a")), log.add(draft("b")), log.add(draft("c", { atNs: START_NS + 5_000n }))];

    expect(ids.map(({ id }) => id)).toEqual([
      1_767_225_600_000_000, 1_767_225_600_000_001, 1_767_225_600_000_005,
    ]);
  });

  test("grow also when the clock is set back", () => {
    const log = new EventLog();
    log.add(draft("a"));

    expect(log.add(draft("b", { atNs: 0n })).id).toBe(1_767_225_600_000_001);
  });

  test("grow also when the clock is beyond what they can hold", () => {
    const log = new EventLog();
    log.add(draft("a"));

    expect(log.add(draft("b", { atNs: 2n ** 64n - 1n })).id).toBe(1_767_225_600_000_001);
  });

  test("go on behind what an earlier process kept, and behind what it no longer had", () => {
    const event = { ...draft("kept"), id: START_NS_US + 50 };
    const log = new EventLog();
    log.restore({ events: [event], goneUpTo: START_NS_US + 90 });

    expect(log.lastId).toBe(START_NS_US + 90);
    expect(log.add(draft("new")).id).toBe(START_NS_US + 91);
  });
});

const START_NS_US = Number(START_NS / 1_000n);

describe("a page", () => {
  const log = new EventLog();
  const kinds: readonly EventKind[] = ["shard_assigned", "region_changed", "shard_removed", "region_changed"];
  const ids = kinds.map(
    (kind, index) => log.add(draft(`${index}`, { kind, atNs: START_NS + BigInt(index) * 1_000_000_000n })).id,
  );

  test.each<[string, Partial<EventQuery>, readonly string[]]>([
    ["later events first to last", {}, ["0", "1", "2", "3"]],
    ["earlier events last to first", { direction: "earlier" }, ["3", "2", "1", "0"]],
    ["later than one of them", { from: ids[1] }, ["2", "3"]],
    ["earlier than one of them", { direction: "earlier", from: ids[2] }, ["1", "0"]],
    ["later than one that is not there", { from: Number(ids[1]) + 1 }, ["2", "3"]],
    ["earlier than one that is not there", { direction: "earlier", from: Number(ids[1]) + 1 }, ["1", "0"]],
    ["later than the last", { from: ids[3] }, []],
    ["earlier than the first", { direction: "earlier", from: ids[0] }, []],
    ["of one kind", { filter: { kinds: new Set(["region_changed"]) } }, ["1", "3"]],
    ["not before a moment", { filter: { sinceNs: START_NS + 2_000_000_000n } }, ["2", "3"]],
    ["before a moment", { filter: { untilNs: START_NS + 2_000_000_000n } }, ["0", "1"]],
  ])("has %s", (_what, query, expected) => {
    expect(titles(log, query)).toEqual(expected);
  });

  test("says where to go on while there is more, and only then", () => {
    const query: EventQuery = { direction: "later", from: undefined, filter: {}, limit: 3 };

    expect(log.page(query).next).toBe(ids[2]);
    expect(log.page({ ...query, from: ids[2] }).next).toBeUndefined();
    expect(
      log.page({ ...query, filter: { kinds: new Set(["region_changed"]) }, limit: 2 }).next,
    ).toBeUndefined();
  });

  test.each([
    ["by its number", { id: 2, name: "2" }, ["subject", "peer", "affected"]],
    ["by what it was called", { id: undefined, name: "eu" }, ["subject"]],
    ["by both", { id: 2, name: "eu" }, ["subject", "peer", "affected"]],
  ])("has what is about a region, %s", (_how, region, expected) => {
    const about = new EventLog();
    about.add(draft("other", { regionId: 1 }));
    about.add(draft("subject", { regionId: 2, regionName: "eu" }));
    about.add(draft("peer", { regionId: 1, peerId: 2 }));
    about.add(draft("affected", { affectedRegionIds: [1, 2] }));

    expect(titles(about, { filter: { region } })).toEqual(expected);
  });

  test("has what is about a shard", () => {
    const about = new EventLog();
    about.add(draft("none"));
    about.add(draft("it", { shardId: 0 }));

    expect(titles(about, { filter: { shardId: 0 } })).toEqual(["it"]);
  });
});

describe("a full log", () => {
  test("loses the oldest, and says up to where", () => {
    const log = new EventLog(4);
    const kinds: readonly EventKind[] = [
      "shard_assigned",
      "shard_removed",
      "region_changed",
      "region_removed",
    ];
    const [first] = [...kinds, "tenant_added" as const].map((kind, index) =>
      log.add(draft(`${index}`, { kind })),
    );

    expect(titles(log)).toEqual(["1", "2", "3", "4"]);
    expect(log.goneUpTo).toBe(first?.id);
  });

  test("keeps what happened once beside what happens again and again", () => {
    const log = new EventLog(4);
    log.add(draft("once", { kind: "shard_removed" }));
    for (const title of ["1", "2", "3", "4", "5"]) log.add(draft(title));

    expect(titles(log)).toEqual(["once", "3", "4", "5"]);
  });

  test("is the same after a restart, whatever it lost from its middle", () => {
    const log = new EventLog(4);
    log.add(draft("once", { kind: "shard_removed" }));
    for (const title of ["1", "2", "3", "4", "5"]) log.add(draft(title));
    const next = new EventLog(4);
    next.restore({ events: log.events, goneUpTo: log.goneUpTo });

    expect(next.events).toEqual(log.events);
    expect(next.lastId).toBe(log.lastId);
  });
});

describe("listeners", () => {
  test("are told of each event and of the end, until they want no more", () => {
    const log = new EventLog();
    const told: string[] = [];
    const stop = log.onChange(() => told.push(`${log.events.length} ${log.hasEnded}`));
    log.add(draft("a"));
    log.end();
    stop();
    log.add(draft("b"));

    expect(told).toEqual(["1 false", "1 true"]);
  });
});
