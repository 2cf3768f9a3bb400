import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT_CODES } from "../../src/cli/asking/exit-code";
import { runProgram } from "../../src/cli/program";
import { recordingHost } from "../support/app/cli-host";
import type { RecordingHost } from "../support/app/cli-host";
import { shardStats } from "../support/domain/domain-fixtures";
import { sendJson } from "../support/http/http-client";
import { startHttp } from "../support/http/http-fixture";
import type { HttpFixture } from "../support/http/http-fixture";

let http: HttpFixture;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "maintenance-command-"));
  http = await startHttp({
    assignments: [
      { shardId: 0, regionId: 0 },
      { shardId: 1, regionId: 1 },
    ],
    services: () => ({ tokens: () => [{ name: "ops", secret: "s".repeat(20), scopes: ["admin"] }] }),
  });
  writeFileSync(join(folder, "token"), `${"s".repeat(20)}\n`);
});

afterEach(async () => {
  await http.close();
  rmSync(folder, { recursive: true });
});

interface Given {
  readonly url?: string;
  readonly tokenFile?: string;
  readonly user?: string;
}

/** Runs `maintenance` with the token, as alice, but for what is given. */
async function maintenance(args: readonly string[], given: Given = {}): Promise<RecordingHost> {
  const { url = `http://127.0.0.1:${http.port}`, tokenFile = join(folder, "token"), user = "alice" } = given;
  const host = recordingHost({ USER: user });
  const token = tokenFile === "" ? [] : ["--token-file", tokenFile];
  await runProgram(["maintenance", ...args, "--url", url, ...token], host);
  return host;
}

const START = ["start", "drain-eu", "--region", "eu-west", "--reason", "kernel upgrade"];

test("work is announced on a region by its name, listed, and ended", async () => {
  const started = await maintenance(START);
  expect([started.exitCode, started.errors]).toEqual([0, ""]);
  expect(started.output).toMatch(
    /^announced: drain-eu on region eu-west, until 2026-\S+Z, by alice: kernel upgrade\n$/,
  );
  expect(http.controlPlane.maintenance.get("drain-eu")).toMatchObject({ regionId: 1, by: "alice" });
  expect((await maintenance(["list"])).output).toMatch(/^active: drain-eu on region eu-west, until .*\n$/);
  const listed = JSON.parse((await maintenance(["list", "--json"])).output) as object;
  expect(listed).toMatchObject({ maintenance: [{ id: "drain-eu", state: "active" }] });
  expect((await maintenance(["end", "drain-eu"])).output).toBe("ended: drain-eu\n");
  expect((await maintenance(["list"])).output).toBe("no work is announced\n");
});

test("the same with a lease renews it", async () => {
  const args = [
    "start",
    "move",
    "--shard",
    "1",
    "--region",
    "1",
    "--reason",
    "move",
    "--lease",
    "2m",
    "--by",
    "cron",
  ];
  expect((await maintenance(args)).output).toMatch(
    /^announced: move on region eu-west, shard 1, until \S+ unless it is renewed, 4h in all, by cron: move\n$/,
  );
  http.clock.advance(60_000);
  expect((await maintenance(args)).output).toMatch(/^renewed: move /);
});

test("how long work with a lease lasts in all is told in seconds, also where a program counts milliseconds", async () => {
  const body = { region_id: 1, by: "cron", reason: "move", duration_ms: 599_477 };
  const headers = { authorization: `Bearer ${"s".repeat(20)}` };
  await sendJson(http.port, "PUT", "/api/v1/maintenance/move?lease=2m", body, headers);
  expect((await maintenance(["list"])).output).toContain(" unless it is renewed, 9m59s in all, by cron");
});

test("a region that nobody knows is announced by its number, with a warning, and refused by a name", async () => {
  const number = await maintenance(["start", "x", "--region", "9", "--reason", "new"]);
  expect([number.exitCode, number.errors]).toEqual([0, "warning: no region 9 is known yet\n"]);
  const name = await maintenance(["start", "x", "--region", "eu-wset", "--reason", "typo"]);
  expect(name.exitCode).toBe(EXIT_CODES.unknown);
  expect(name.errors).toMatch(/^error: --region: expected one of .*eu-west.*, got "eu-wset"\n$/);
});

test("ending work says what is still broken", async () => {
  await maintenance(START);
  for (let beat = 0; beat < 8; beat += 1) {
    http.clock.advance(5_000);
    const { wallNs } = http.controlPlane.now();
    http.controlPlane.recordShardHeartbeat(shardStats({ shardId: 0, regionId: 0, lastHeartbeatNs: wallNs }));
    http.controlPlane.tick();
  }
  const ended = await maintenance(["end", "drain-eu"]);
  expect(ended.output).toBe("ended: drain-eu\n");
  expect(ended.errors).toMatch(/^warning: still broken, so that it pages now: eu-west silent.*\n$/);
});

test.each<readonly [string, readonly string[], Given, RegExp]>([
  [
    "work on nothing",
    ["start", "x", "--reason", "y"],
    {},
    /region_id: expected a region_id, a shard_id or both/,
  ],
  ["a length in words", [...START, "--for", "long"], {}, /--for: expected a duration such as 2h, got "long"/],
  ["no time at all", [...START, "--for", "0"], {}, /--for: expected a duration such as 2h, got "0"/],
  ["a path as a name", ["start", "..", "--region", "1", "--reason", "y"], {}, /Expected 1 to 64 letters/],
  ["an end of a path", ["end", ".."], {}, /Expected 1 to 64 letters/],
  ["too long a time", [...START, "--for", "5h"], {}, /max_maintenance_time/],
  ["an end of what is not there", ["end", "nothing"], {}, /no planned work nothing is announced/],
  ["nobody", START, { user: "" }, /--by: expected who does it/],
  ["a token that is not there", ["list"], { tokenFile: "/nowhere/token" }, /--token-file: .*ENOENT/],
  ["no token", ["list"], { tokenFile: "" }, /error: .*token/],
  ["an address that is none", ["list"], { url: "ftp://exporter" }, /Expected an address/],
  [
    "credentials in the address",
    ["list"],
    { url: "http://a:b@127.0.0.1" },
    /Expected no password in the address/,
  ],
  ["an exporter that is down", ["list"], { url: "http://127.0.0.1:1" }, /cannot be asked: /],
  [
    "a region by its name, of an exporter that is down",
    START,
    { url: "http://127.0.0.1:1" },
    /cannot be asked: /,
  ],
])("%s is an error, with the code of what could not be asked", async (_, args, given, message) => {
  const host = await maintenance(args, given);
  expect(host.errors).toMatch(message);
  expect(host.errors).toMatch(/^error: .*\n$/);
  expect([host.exitCode, host.output]).toEqual([EXIT_CODES.unknown, ""]);
});

test("the environment says what no flag says", async () => {
  const before = { ...process.env };
  process.env["TIDALDB_EXPORTER_URL"] = `http://127.0.0.1:${http.port}`;
  process.env["TIDALDB_EXPORTER_TOKEN_FILE"] = join(folder, "token");
  try {
    const host = recordingHost(process.env as Record<string, string>);
    await runProgram(["maintenance", "list"], host);
    expect([host.output, host.errors]).toEqual(["no work is announced\n", ""]);
  } finally {
    process.env = before;
  }
});

test("the token goes to nobody but who was named: a redirect is an error", async () => {
  const server = createServer((_, response) => {
    response.writeHead(307, { location: "http://127.0.0.1:1/" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = await maintenance(["list"], { url: `http://127.0.0.1:${port}` });
  await new Promise((resolve) => server.close(resolve));
  expect(host.errors).toMatch(/a redirect to .* which is not followed/);
});

test.each([
  ["no listing", {}],
  ["nothing", []],
  ["a listing of something else", { maintenance: [{ id: 5 }] }],
])("an answer that is %s is not taken for no work", async (_, body) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = await maintenance(["list"], { url: `http://127.0.0.1:${port}` });
  await new Promise((resolve) => server.close(resolve));
  expect(host.output).toBe("");
  expect(host.errors).toMatch(/^error: \/api\/v1\/maintenance: the answer is not understood: /);
});
