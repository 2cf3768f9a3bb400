import { request } from "node:http";

import { heartbeatText } from "../support/wire/heartbeat-texts";
import { send, sendJson } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";
import { streamHeartbeats } from "../support/wire/parse-heartbeats";
import type { StreamedHeartbeats } from "../support/wire/parse-heartbeats";

/*
 * A heartbeat that came in one piece was taken whatever its length, since the limit was only looked at where a piece was held:
 * 1,277 bytes with a limit of 1 KiB were 202 in one segment and 413 in two. Likewise `http.max_body`: of a body that turned out
 * too long, what counted was what had arrived in the pieces before.
 */

const LIMIT = 1024;

const PLAIN = heartbeatText({
  shardId: 7,
  regionId: 1,
  entityCount: 10n,
  signalThroughputEps: 1.5,
  replicationLag: new Map([[0, 12n]]),
  diskBytes: 0n,
  lastHeartbeatNs: 1_767_225_600_000_000_123n,
});

/** A heartbeat of so many bytes, of the spelling that the scanner knows or of one for the general parser. */
const ofLength: Readonly<Record<string, (length: number) => string>> = {
  "the scanner's spelling": (length) => PLAIN.replace("}", `${" ".repeat(length - PLAIN.length)}}`),
  "another spelling": (length) => PLAIN.replace("{", `{"x":"${"y".repeat(length - PLAIN.length - 7)}",`),
};

const bodies: readonly (readonly [string, "json" | "ndjson", (beat: string) => string])[] = [
  ["alone", "json", (beat) => beat],
  ["alone, blanks around it", "json", (beat) => `  ${beat} \n\n`],
  ["in an array", "json", (beat) => `[${beat}]`],
  ["in an array, blanks around it", "json", (beat) => `[ ${beat} , ${beat}\n]`],
  ["on a line", "ndjson", (beat) => `${beat}\n`],
  ["on a line, blanks around it", "ndjson", (beat) => ` ${beat} \r\n\n${beat} `],
];

const cases = Object.entries(ofLength).flatMap(([spelling, make]) =>
  bodies.map(([where, format, wrap]) => ({ spelling, where, format, make, wrap })),
);

describe.each(cases)("a heartbeat $where, in $spelling", ({ format, make, wrap }) => {
  const read = (body: Buffer, size: number): StreamedHeartbeats =>
    streamHeartbeats(
      Array.from({ length: Math.ceil(body.length / size) }, (_, i) =>
        body.subarray(i * size, (i + 1) * size),
      ),
      format,
      { maxLineBytes: LIMIT },
    );

  test.each([Infinity, 1500, 1025, 1024, 640, 7, 1])(
    "is judged by its length, in pieces of %p bytes",
    (size) => {
      const wholeOr = (text: string): number => Math.min(size, Buffer.byteLength(text));
      const fitting = wrap(make(LIMIT));
      const longer = wrap(make(LIMIT + 1));
      const taken = read(Buffer.from(fitting), wholeOr(fitting));
      expect(taken.refusal).toBeUndefined();
      expect(taken.heartbeats.every((heartbeat) => heartbeat.ok)).toBe(true);
      const refused = read(Buffer.from(longer), wholeOr(longer));
      expect(refused.refusal?.reason).toBe("too_long");
      expect(refused.heartbeats.some((heartbeat) => heartbeat.ok)).toBe(false);
    },
  );
});

describe("over HTTP", () => {
  let http: HttpFixture;

  beforeEach(async () => {
    http = await startHttp({
      services: ({ limits }) => ({ limits: { ...limits, maxLineBytes: LIMIT, maxBodyBytes: 4 * LIMIT } }),
    });
  });

  afterEach(() => http.close());

  test("1,277 bytes in one piece are too long for a limit of 1 KiB", async () => {
    const lags = Object.fromEntries(Array.from({ length: 130 }, (_, id) => [String(10_000 + id), 1]));
    const answer = await sendJson(
      http.port,
      "POST",
      "/api/v1/heartbeats",
      http.heartbeat({ replication_lag: lags }),
    );
    expect(answer.status).toBe(413);
    expect(answer.json()).toMatchObject({ detail: expect.stringContaining("http.max_line") as string });
  });

  const chunked = (pieces: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const outgoing = request({
        port: http.port,
        host: "127.0.0.1",
        method: "POST",
        path: "/api/v1/heartbeats",
        headers: { "content-type": "application/x-ndjson" },
        agent: false,
      });
      outgoing.on("error", reject).on("response", (incoming) => {
        let text = "";
        incoming.setEncoding("utf8").on("data", (piece: string) => (text += piece));
        incoming.on("end", () => {
          resolve(text);
        });
      });
      for (const piece of pieces) outgoing.write(piece);
      outgoing.end();
    });

  test("of a body that is too long, what is within the limit counts, in one piece and in many", async () => {
    const line = `${PLAIN}\n`;
    const text = line.repeat(Math.ceil((5 * LIMIT) / line.length));
    const within = Math.floor((4 * LIMIT) / line.length);
    const inOne = await chunked([text]);
    const inMany = await chunked(text.match(/[^]{1,700}/g) ?? []);
    expect(inOne).toContain(`the first ${within} were taken in: 1 accepted, ${within - 1} stale`);
    expect(inMany).toContain(`the first ${within} were taken in: 0 accepted, ${within} stale`);
  });

  test("a body with a length that is too long is refused unread", async () => {
    const headers = { "content-type": "application/x-ndjson" };
    const body = `${PLAIN}\n`.repeat(100);
    const answer = await send(http.port, { method: "POST", path: "/api/v1/heartbeats", headers, body });
    expect(answer.status).toBe(413);
    expect(answer.text).not.toContain("taken in");
  });
});
