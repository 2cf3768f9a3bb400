import { randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";

import { PACE_WINDOW_MS } from "../../src/http/limits/answer-pace";
import type { PaceLimits } from "../../src/http/limits/answer-pace";
import { sendText } from "../../src/http/sending/answer";
import { sendChunks } from "../../src/http/sending/send-chunks";
import { HttpServer } from "../../src/http/server/server";
import type { HttpServerOptions } from "../../src/http/server/server";
import type { LimitName } from "../../src/limits/limits";
import { send } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";
import { requestFor, SlowReader } from "../support/http/slow-reader";
import type { SlowReaderOptions } from "../support/http/slow-reader";
import { eventually } from "../support/programs/eventually";
import { someRows, someTests } from "../support/property-runs";
import { CertificateAuthority } from "../support/tls/certificate-authority";

const MIB = 2 ** 20;
/** More than kernels take for a client that reads nothing, on both sides together. */
const BODY_BYTES = 16 * MIB;
/** As by default, but for a window that a test can wait for. */
const PACE: PaceLimits = { answerMs: 300_000, bytesPerSecond: 16 * 1024, windowMs: 400 };

/** Cuts nobody off before a test is over, however busy the machine is. */
const PATIENT: PaceLimits = { answerMs: 3_600_000, bytesPerSecond: 1, windowMs: 3_600_000 };

const DEADLINE_MS = 40_000;

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function openReader(port: number, bytes: string, options?: SlowReaderOptions): Promise<SlowReader> {
  const reader = await SlowReader.open(port, bytes, options);
  ends.push(() => {
    reader.close();
  });
  return reader;
}

/** A server, and the limits that it refused something by. */
async function serve(listener: RequestListener, options: Partial<HttpServerOptions> = {}) {
  const refused: (readonly [string, string | undefined])[] = [];
  const server = new HttpServer({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    listener,
    pace: () => PACE,
    refusals: { note: (limit, refusal) => refused.push([limit, refusal?.client]) },
    ...options,
  });
  await server.start();
  ends.push(() => server.stop({ graceMs: 0 }));
  return { port: server.addresses[0]?.port ?? 0, refused };
}

async function untilRefused(refused: readonly unknown[], limit: LimitName): Promise<void> {
  await eventually(`${limit} refuses something`, DEADLINE_MS, () => refused.length > 0 || undefined);
  expect(refused).toEqual([[limit, "127.0.0.1"]]);
}

/** Further apart than a compressor looks back: the same bytes again are as many again. */
const SOME_BYTES = randomBytes(MIB / 2);

function* chunks(): Generator<Buffer, void> {
  for (let sent = 0; sent < BODY_BYTES; sent += SOME_BYTES.length) yield SOME_BYTES;
}

const inChunks: RequestListener = (request, response) => {
  void sendChunks({ request, response }, { contentType: "text/plain" }, () => ({ chunks: chunks() }));
};

const inOnePiece: RequestListener = (_request, response) => {
  sendText(response, 200, "text/plain", "x".repeat(BODY_BYTES));
};

const small: RequestListener = (_request, response) => {
  sendText(response, 200, "text/plain", "x".repeat(1_000));
};

/** One that reads nothing kept its place for the idle timeout, one that reads a few bytes a second for good. */
describe("who does not read is cut off", () => {
  const READERS: readonly (readonly [string, RequestListener, string])[] = [
    ["an answer in chunks", inChunks, requestFor("/")],
    ["a compressed answer", inChunks, requestFor("/", "Accept-Encoding: gzip\r\n")],
    ["answers to many requests at once", small, requestFor("/").repeat(16_000)],
    ["answers to many HEAD requests at once", small, requestFor("/", "", "HEAD").repeat(30_000)],
  ];

  test.each(someRows(READERS, 1))("%s", async (_what, listener, bytes) => {
    const { port, refused } = await serve(listener);
    const reader = await openReader(port, bytes);
    await untilRefused(refused, "answer_rate");
    reader.socket.resume();
    await reader.gone;
  });

  test("behind TLS, where another layer holds what is not read", async () => {
    const authority = await CertificateAuthority.create();
    const { cert, key } = await authority.issue("server");
    const secureContext = { cert, key };
    const settings = { secureContext, clientAuth: "NoClientCert", allowedSans: undefined } as const;
    const { port, refused } = await serve(inChunks, {
      tls: { settings: () => settings, onRefused: () => undefined },
    });
    const reader = await openReader(port, requestFor("/"), { ca: authority.cert });
    await untilRefused(refused, "answer_rate");
    reader.socket.resume();
    await reader.gone;
  });

  test("who takes sips is cut off as well", async () => {
    const { port, refused } = await serve(inChunks);
    const reader = await openReader(port, requestFor("/"));
    const sipping = setInterval(() => void reader.socket.read(10), 20);
    ends.push(() => {
      clearInterval(sipping);
    });
    await untilRefused(refused, "answer_rate");
    reader.socket.resume();
    await reader.gone;
  });

  test("an answer in one piece has the time that the least rate takes for it", async () => {
    const bytesPerSecond = 64 * MIB;
    const { port, refused } = await serve(inOnePiece, { pace: () => ({ ...PACE, bytesPerSecond }) });
    const reader = await openReader(port, requestFor("/"));
    await untilRefused(refused, "answer_rate");
    reader.socket.resume();
    await reader.gone;
  });
});

test("who reads everything is left alone, however many answers that are", async () => {
  const { port, refused } = await serve(inChunks);
  for (let round = 0; round < 2; round += 1) {
    expect((await send(port, { path: "/" })).bytes).toHaveLength(BODY_BYTES);
  }
  expect(refused).toEqual([]);
});

test("a whole answer has a time, also for who keeps the least rate", async () => {
  const slow = { answerMs: 300, bytesPerSecond: 1, windowMs: 1_000 };
  const { port, refused } = await serve(inChunks, { pace: () => slow });
  const reader = await openReader(port, requestFor("/"));
  const sipping = setInterval(() => void reader.socket.read(1_000), 20);
  ends.push(() => {
    clearInterval(sipping);
  });
  await untilRefused(refused, "answer_time");
  reader.socket.resume();
  await reader.gone;
});

test("a scrape has no more time than its scraper waits", async () => {
  const { port, refused } = await serve(inChunks, { pace: () => ({ ...PACE, windowMs: PACE_WINDOW_MS }) });
  const bytes = requestFor("/", "X-Prometheus-Scrape-Timeout-Seconds: 0.01\r\n");
  const reader = await openReader(port, bytes);
  await untilRefused(refused, "answer_time");
  reader.socket.resume();
  await reader.gone;
});

describe("forty slow readers", () => {
  const PLACES = 40;

  /** Its scrape, its health and its topology are each more than a kernel takes for who does not read. */
  async function startLarge(pace: PaceLimits, maxAnswersInFlight = PLACES): Promise<HttpFixture> {
    const shards = Array.from({ length: 20_000 }, (_, shardId) => ({ shardId, regionId: 0 }));
    const http = await startHttp({
      assignments: shards,
      server: { pace: () => pace },
      // What waits for a snapshot is not what this is about.
      services: ({ limits }) => ({ limits: { ...limits, maxSnapshots: 0, maxAnswersInFlight } }),
    });
    ends.push(() => http.close());
    for (const { shardId, regionId } of shards) {
      http.controlPlane.recordShardHeartbeat({
        shardId,
        regionId,
        entityCount: 1n,
        signalThroughputEps: 1,
        replicationLag: new Map(),
        diskBytes: 1n,
        lastHeartbeatNs: http.clock.now().wallNs,
      });
    }
    return http;
  }

  /** Of each of them, the status that it is told. */
  async function statuses(port: number, path: string, addresses: readonly string[]): Promise<number[]> {
    const lines = [];
    for (const from of addresses) {
      const reader = await openReader(port, requestFor(path), { from });
      lines.push(await reader.firstLine());
    }
    return lines.map((line) => Number(line.split(" ")[1]));
  }

  async function halfOfThePlaces(path: string): Promise<void> {
    const http = await startLarge(PATIENT);
    const told = await statuses(http.port, path, Array<string>(PLACES).fill("127.0.0.2"));
    expect(told.filter((status) => status === 200)).toHaveLength(PLACES / 2);
    expect(told.filter((status) => status === 429)).toHaveLength(PLACES / 2);
    expect((await send(http.port, { path: "/metrics" })).status).toBe(200);
    expect(http.services.refusals.counts.places_per_address).toBe(PLACES / 2);
  }

  async function placesAreLost(): Promise<void> {
    const http = await startLarge(PACE);
    const addresses = Array.from({ length: PLACES }, (_, index) => `127.0.0.${2 + (index % 4)}`);
    await Promise.all(addresses.map((from) => openReader(http.port, requestFor("/metrics"), { from })));
    const { counts } = http.services.refusals;
    await eventually(
      "all of them are cut off",
      DEADLINE_MS,
      () => counts.answer_rate === PLACES || undefined,
    );
    expect((await send(http.port, { path: "/metrics" })).status).toBe(200);
    expect(http.services.exposition.openRenderings).toBe(0);
  }

  async function otherAnswersTakeNone(): Promise<void> {
    const http = await startLarge(PATIENT, 8);
    const addresses = Array.from({ length: 8 + 1 }, (_, index) => `127.0.0.${2 + (index % 4)}`);
    const told = await statuses(http.port, "/health.json?region=0", addresses);
    expect([told.filter((status) => status === 200).length, told.at(-1)]).toEqual([8, 503]);
    expect((await send(http.port, { path: "/metrics" })).status).toBe(200);
    expect(http.services.refusals.counts).toMatchObject({ answers_in_flight: 1, scrapes_in_flight: 0 });
  }

  someTests(1, [
    [
      "of one address hold half of the places of /metrics, and the others are there",
      () => halfOfThePlaces("/metrics"),
    ],
    [
      "of one address hold half of the places of /health.json, and the others are there",
      () => halfOfThePlaces("/health.json"),
    ],
    [
      "of several addresses lose their places when they do not read, and the scraper finds one",
      placesAreLost,
    ],
    ["of other large answers take no place of a scrape", otherAnswersTakeNone],
  ]);
});
