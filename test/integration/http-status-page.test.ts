import { EventLog } from "../../src/domain/history/event-log";
import { EventReader } from "../support/http/event-reader";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

let http: HttpFixture;
let log: EventLog;
let maxStreams: number;

beforeEach(async () => {
  log = new EventLog();
  maxStreams = 10;
  http = await startHttp({
    assignments: [{ shardId: 7, regionId: 1 }],
    services: (usual) => ({
      events: log,
      limits: {
        ...usual.limits,
        get maxStreams() {
          return maxStreams;
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

test("a stream takes one of the places for streams, and ends when the exporter stops", async () => {
  const reader = new EventReader(http.port, "/status/stream");
  await reader.until(/"id":"replicas"/);
  maxStreams = 1;
  expect((await send(http.port, { path: "/status/stream" })).status).toBe(503);
  log.end();
  await reader.ended;
  maxStreams = 10;
  expect((await send(http.port, { method: "HEAD", path: "/status/stream" })).status).toBe(200);
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
