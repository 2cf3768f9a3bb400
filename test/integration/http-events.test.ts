import { EventLog } from "../../src/domain/history/event-log";
import type { EventDraft } from "../../src/domain/terms/cluster-event";
import { EventReader } from "../support/http/event-reader";
import { send } from "../support/http/http-client";
import type { TestResponse } from "../support/http/http-client";
import { START_NS, startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

const SECOND_NS = 1_000_000_000n;

let log: EventLog;
let http: HttpFixture;
let readers: EventReader[];

beforeEach(async () => {
  log = new EventLog();
  readers = [];
  http = await startHttp({
    services: ({ limits }) => ({ events: log, limits: { ...limits, maxStreams: 4 } }),
  });
});

afterEach(async () => {
  for (const reader of readers) reader.close();
  await http.close();
});

function add(title: string, parts: Partial<EventDraft> = {}): number {
  return log.add({ kind: "region_changed", atNs: START_NS, title, ...parts }).id;
}

function get(query: string): Promise<TestResponse> {
  return send(http.port, { path: `/api/v1/events${query}` });
}

function read(query = "", headers: Readonly<Record<string, string>> = {}): EventReader {
  const reader = new EventReader(http.port, `/api/v1/events/stream${query}`, headers);
  readers.push(reader);
  return reader;
}

interface Page {
  readonly events: readonly { readonly title: string }[];
  readonly next?: string;
  readonly last_id: number;
  readonly gone_up_to: number;
}

function pageOf(response: TestResponse): Page {
  return JSON.parse(response.text) as Page;
}

async function titles(query: string): Promise<readonly string[]> {
  return pageOf(await get(query)).events.map(({ title }) => title);
}

describe("GET /api/v1/events", () => {
  test("has all that is known of an event", async () => {
    const id = add("us-east went from Healthy to Offline", {
      regionId: 0,
      regionName: "us-east",
      from: "Healthy",
      to: "Offline",
      reasons: [{ rule: "no_heartbeat", shardId: 3, observed: 31, threshold: 30, evidenceAgeMs: 31_000 }],
      reasonCount: 1,
    });

    expect((await get("")).json()).toEqual({
      events: [
        {
          id,
          kind: "region_changed",
          at_ns: Number(START_NS),
          time: "2026-01-01T00:00:00.000Z",
          title: "us-east went from Healthy to Offline",
          region: 0,
          region_name: "us-east",
          from: "Healthy",
          to: "Offline",
          reasons: [{ rule: "no_heartbeat", shard: 3, observed: 31, threshold: 30, evidence_age_ms: 31_000 }],
          reason_count: 1,
        },
      ],
      last_id: id,
      gone_up_to: 0,
    });
  });

  test("is empty before anything happened", async () => {
    expect((await get("")).json()).toEqual({ events: [], last_id: 0, gone_up_to: 0 });
  });

  test("begins with the latest, and goes back page by page without missing or repeating any", async () => {
    for (const title of ["1", "2", "3", "4", "5"]) add(title);
    const first = pageOf(await get("?limit=2"));
    add("6");
    const second = pageOf(await get(`?limit=2&after=${String(first.next)}`));
    const third = pageOf(await get(`?limit=2&after=${String(second.next)}`));

    const all = [first, second, third].flatMap(({ events }) => events.map(({ title }) => title));
    expect([all, third.next]).toEqual([["5", "4", "3", "2", "1"], undefined]);
  });

  test("begins with the oldest for who asks, and goes forth", async () => {
    for (const title of ["1", "2", "3"]) add(title);
    const first = pageOf(await get("?limit=2&order=oldest"));

    expect(first.events.map(({ title }) => title)).toEqual(["1", "2"]);
    expect(await titles(`?order=oldest&after=${String(first.next)}`)).toEqual(["3"]);
  });

  test.each([
    ["region=eu-west", ["second", "first"]],
    ["region=1", ["second", "first"]],
    ["region=2", []],
    ["region=old-name", ["third"]],
    ["shard=7", ["second"]],
    ["kind=shard_assigned", ["third"]],
    ["kind=shard_assigned&kind=region_changed", ["third", "second", "first"]],
    ["since=2026-01-01T00:00:01Z", ["third", "second"]],
    ["since=2026-01-01T01:00:01%2B01:00", ["third", "second"]],
    ["since=1767225601.5", ["third"]],
    ["until=2026-01-01T00:00:01Z", ["first"]],
    ["since=2026-01-01T00:00:01Z&until=1767225602", ["second"]],
  ])("?%s narrows it", async (query, expected) => {
    add("first", { regionId: 1 });
    add("second", { peerId: 1, shardId: 7, atNs: START_NS + SECOND_NS });
    add("third", { kind: "shard_assigned", regionName: "old-name", atNs: START_NS + 2n * SECOND_NS });

    expect(await titles(`?${query}`)).toEqual(expected);
  });

  test.each([
    [
      "region=eu-wets",
      'region: expected the number or the name of a region, one of us-east, eu-west, ap-south, got "eu-wets"',
    ],
    [
      "region=65536",
      'region: expected the number or the name of a region, one of us-east, eu-west, ap-south, got "65536"',
    ],
    ["shard=-1", 'shard: expected a whole number from 0 to 65535, got "-1"'],
    ["kind=regions", "kind: expected one of exporter_started, "],
    [
      "since=yesterday",
      "since: expected a time from 1970 to 2554 such as 2026-01-31T12:00:00Z, or seconds since the Unix epoch",
    ],
    ["until=2026-01-31T12:00:00", "until: expected a time from 1970 to 2554 such as 2026-01-31T12:00:00Z"],
    ["since=2026-02-31T99:00:00Z", "since: expected a time from 1970 to 2554 such as 2026-01-31T12:00:00Z"],
    ["since=0001-01-01T00:00:00Z", "since: expected a time from 1970 to 2554 such as 2026-01-31T12:00:00Z"],
    ["since=5&until=3", 'until: expected a time after since, got "3"'],
    ["since=5&until=5", 'until: expected a time after since, got "5"'],
    ["limit=0", 'limit: expected a whole number from 1 to 1000, got "0"'],
    ["order=random", 'order: expected newest or oldest, got "random"'],
    ["after=x", "after: expected a whole number"],
    [
      "sinse=1",
      "sinse: unknown query parameter, expected limit, after, order, region, shard, kind, since, until",
    ],
  ])("?%s is refused", async (query, message) => {
    const answer = await get(`?${query}`);

    expect(answer.status).toBe(400);
    expect(answer.json()["detail"]).toContain(message);
  });
});

describe("GET /api/v1/events/stream", () => {
  test("sends what happens from then on, each event with its id", async () => {
    add("before");
    const reader = read();
    await reader.until(/retry: 3000/);
    const id = add("after");
    await reader.until(/after"\}\n\n/);

    const response = await reader.response;
    expect(response.headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    expect(reader.text).toBe(
      `retry: 3000\n\nid: ${id}\ndata: {"id":${id},"kind":"region_changed","at_ns":${START_NS},` +
        `"time":"2026-01-01T00:00:00.000Z","title":"after"}\n\n`,
    );
  });

  test.each<[string, string, boolean]>([
    ["the header of a client that comes again", "", true],
    ["the query of one that cannot set it", "?after=ID", false],
    ["the header before the query", "?after=0", true],
  ])("goes on behind the last event: %s", async (_how, query, hasHeader) => {
    add("seen 1");
    const id = String(add("seen 2"));
    for (let i = 0; i < 100; i += 1) add(`missed ${i}`);
    const reader = read(query.replace("ID", id), hasHeader ? { "last-event-id": id } : {});
    await reader.until(/missed 99/);

    expect(reader.titles).toEqual(Array.from({ length: 100 }, (_, i) => `missed ${i}`));
  });

  test("tells that events may be missing, once", async () => {
    log = new EventLog(2);
    await http.close();
    http = await startHttp({ services: () => ({ events: log }) });
    const seen = add("1");
    const kinds = ["shard_assigned", "shard_removed", "region_removed"] as const;
    const [gone] = kinds.map((kind) => add(kind, { kind }));
    const reader = read(`?after=${seen}`);
    await reader.until(/region_removed/);

    expect(reader.text).toContain(`event: gap\ndata: {"gone_up_to":${String(gone)}}\n\nid: `);
    expect(reader.text.match(/event: gap/g)).toHaveLength(1);
    expect(reader.titles).toEqual(["shard_removed", "region_removed"]);
  });

  test("to a client with an id that is still to come it says so, and goes on with what happens", async () => {
    const id = add("before");
    const reader = read("", { "last-event-id": String(id + 1_000_000_000) });
    await reader.until(/event: gap/);
    add("after");
    await reader.until(/"title":"after"/);

    expect(reader.text).toContain(`event: gap\ndata: {"gone_up_to":${String(id)}}\n\n`);
    expect(reader.titles).toEqual(["after"]);
  });

  test("sends only what is asked for", async () => {
    const reader = read("?region=eu-west&kind=region_changed");
    await reader.until(/retry/);
    add("other", { regionId: 0 });
    add("it", { regionId: 1 });
    await reader.until(/"it"/);

    expect(reader.titles).toEqual(["it"]);
  });

  test("ends in order when the log does, with what was left", async () => {
    const reader = read();
    await reader.until(/retry/);
    add("last");
    log.end();
    await reader.ended;

    expect(reader.titles).toEqual(["last"]);
  });

  test.each([
    ["?after=x", {}, 'after: expected the id of an event, a whole number, got "x"'],
    ["", { "last-event-id": "-1" }, 'Last-Event-ID: expected the id of an event, a whole number, got "-1"'],
    ["?shard=x", {}, 'shard: expected a whole number from 0 to 65535, got "x"'],
  ])("%s %j is refused", async (query, headers, message) => {
    const answer = await send(http.port, { path: `/api/v1/events/stream${query}`, headers });

    expect([answer.status, answer.json()["detail"]]).toEqual([400, message]);
  });

  test("HEAD says what it is and ends", async () => {
    const answer = await send(http.port, { method: "HEAD", path: "/api/v1/events/stream" });

    expect([answer.status, answer.headers["content-type"], answer.text]).toEqual([
      200,
      "text/event-stream",
      "",
    ]);
  });

  test("one address has half of the places, and gets one back when it leaves", async () => {
    const first = read();
    const second = read();
    await Promise.all([first.until(/retry/), second.until(/retry/)]);
    const refused = await send(http.port, { path: "/api/v1/events/stream" });
    expect([refused.status, refused.json()["detail"]]).toEqual([
      429,
      "2 streams of events of this address are being answered, and http.address_share allows no more; come back later",
    ]);
    first.close();
    const third = await untilAdmitted();

    expect(third.status).toBe(200);
  });

  /** The server hears a moment later that a client has left. */
  async function untilAdmitted(): Promise<TestResponse> {
    for (;;) {
      const answer = await send(http.port, { method: "HEAD", path: "/api/v1/events/stream" });
      if (answer.status !== 429) return answer;
    }
  }
});
