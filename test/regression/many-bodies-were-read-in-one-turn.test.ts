import { Agent, request } from "node:http";

import { printJson } from "../../src/wire/json/json";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

const CLIENTS = 32;

/** Longer than what all bodies may take together in one turn has room for three times. Milliseconds. */
const EACH_TAKES_MS = 1.1;

let http: HttpFixture;
let agent: Agent;

beforeEach(async () => {
  http = await startHttp();
  agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
});

afterEach(async () => {
  jest.restoreAllMocks();
  agent.destroy();
  await http.close();
});

function post(shardId: number): Promise<number> {
  const body = printJson([http.heartbeat({ shard_id: shardId })]);
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const posted = request({ port: http.port, path: "/api/v1/heartbeats", method: "POST", agent, headers });
    posted.on("error", reject).on("response", (response) => {
      response.resume().on("end", () => {
        resolve(response.statusCode ?? 0);
      });
    });
    posted.end(body);
  });
}

function postAll(): Promise<number[]> {
  return Promise.all(Array.from({ length: CLIENTS }, (_, shardId) => post(shardId)));
}

/** Each body had two milliseconds of a turn of the event loop, and what came on 32 connections had 64 of the same one. */
test("bodies that arrive together share the time that a turn of the event loop has for them", async () => {
  // Connections are open from here on.
  await postAll();
  let spentMs = 0;
  const now = performance.now.bind(performance);
  jest.spyOn(performance, "now").mockImplementation(() => now() + spentMs);
  let inThisTurn = 0;
  let mostInOneTurn = 0;
  let total = 0;
  const record = http.controlPlane.recordHeartbeat.bind(http.controlPlane);
  http.controlPlane.recordHeartbeat = (...heartbeat) => {
    if (inThisTurn === 0) {
      setImmediate(() => {
        inThisTurn = 0;
      });
    }
    total += 1;
    inThisTurn += 1;
    mostInOneTurn = Math.max(mostInOneTurn, inThisTurn);
    spentMs += EACH_TAKES_MS;
    return record(...heartbeat);
  };
  expect(await postAll()).toEqual(Array.from({ length: CLIENTS }, () => 202));
  expect(total).toBe(CLIENTS);
  // Three from what waited; what arrives in the rest of the turn has no room left.
  expect(mostInOneTurn).toBeLessThanOrEqual(6);
});
