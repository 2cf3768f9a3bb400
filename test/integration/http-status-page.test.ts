import { EventLog } from "../../src/domain/history/event-log";
import { EventReader } from "../support/http/event-reader";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

let http: HttpFixture;
let log: EventLog;
let maxPageStreams: number;

beforeEach(async () => {
  log = new EventLog();
  maxPageStreams = 10;
  http = await startHttp({
    assignments: [{ shardId: 7, regionId: 1 }],
    services: (usual) => ({
      events: log,
      limits: {
        ...usual.limits,
        maxStreams: 1,
        get maxPageStreams() {
          return maxPageStreams;
        },
      },
    }),
  });
});

afterEach(() => http.close());

test.each(["/?shard=x", "/status/stream?shard=x"])(
  "%s is refused with the name of the parameter",
  async (path) => {
    const answer = await send(http.port, { path });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ problems: [{ field: "shard" }] });
  },
);

test("the page has the replicas that its query chooses, and a form that chooses others", async () => {
  const { text } = await send(http.port, { path: "/?state=Pending&region=eu-west&from=bookmark" });
  expect(text).toContain("1 to 1 of 1.");
  expect(text).toContain('data-query="?state=Pending&amp;region=eu-west"');
  expect((await send(http.port, { path: "/?state=Offline" })).text).toContain("No replica is like that");
});

test("a HEAD request of the stream ends at once", async () => {
  const { status, headers } = await send(http.port, { method: "HEAD", path: "/status/stream" });
  expect([status, headers["content-type"]]).toEqual([200, "text/event-stream"]);
});

test("a page takes one of the places for pages, none of those for streams of events, and ends when the exporter stops", async () => {
  const reader = new EventReader(http.port, "/status/stream");
  await reader.until(/"id":"replicas"/);
  maxPageStreams = 1;
  const refused = await send(http.port, { path: "/status/stream" });
  expect([refused.status, refused.headers["retry-after"]]).toEqual([503, "30"]);
  expect(refused.text).toContain("http.max_page_streams allows no more");
  // The other way round as well: the one place for a stream of events is taken, and the page is served.
  const events = new EventReader(http.port, "/api/v1/events/stream");
  await events.response;
  expect((await send(http.port, { path: "/api/v1/events/stream" })).status).toBe(503);
  maxPageStreams = 10;
  expect((await send(http.port, { method: "HEAD", path: "/status/stream" })).status).toBe(200);
  log.end();
  await Promise.all([reader.ended, events.ended]);
});

test("the page may run its own script and ask this server, and nothing else", async () => {
  const { text, headers } = await send(http.port, { path: "/" });
  const policy = String(headers["content-security-policy"]);
  expect(policy).toMatch(
    /default-src 'none';style-src 'sha256-[^']+';script-src 'sha256-[^']+';connect-src 'self';/,
  );
  expect(policy).not.toContain("unsafe");
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text).not.toMatch(/ (style|on\w+)="/);
});
