import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { hashSync } from "@node-rs/bcrypt";

import { createLogger } from "../../../../src/app/logging/logger";
import { startWebConfig } from "../../../../src/app/serving/start-web-config";
import { WebSecurity } from "../../../../src/app/serving/web-security";
import type { Scope } from "../../../../src/http/access/access-rules";

const HASH = hashSync("secret", 4);

let folder: string;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "web-security-"));
  lines = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

function logged(): readonly { level: string; msg: string; [field: string]: unknown }[] {
  return lines.map((line) => JSON.parse(line) as { level: string; msg: string });
}

function logger(): ReturnType<typeof createLogger> {
  return createLogger("info", "json", { write: (line) => lines.push(line) });
}

async function write(text: string): Promise<string> {
  const path = join(folder, "web.yml");
  await writeFile(path, text);
  return path;
}

async function start(
  text: string,
  grants: ReadonlyMap<string, readonly Scope[]> = new Map(),
): Promise<WebSecurity> {
  const started = await startWebConfig(await write(text), logger());
  if (!started.ok) throw new Error(lines.join(""));
  return new WebSecurity(started.value, () => grants, logger());
}

test("without a web configuration nothing is protected, nothing is said of it, and reloading it is fine", async () => {
  const web = new WebSecurity(undefined, () => new Map(), logger());
  expect([web.tls, web.passwords, web.headers]).toEqual([undefined, undefined, {}]);
  expect(web.status).toEqual({ webConfigReloadSuccessful: undefined, certificateExpiresAtMs: undefined });
  expect(await web.reload()).toMatchObject({ ok: true });
  await web.reloadIfChanged();
  expect(lines).toEqual([]);
});

test("a bad web configuration at the start is logged, and there is none then", async () => {
  expect(await startWebConfig(await write("tls: {}"), logger())).toEqual({ ok: false });
  expect(logged().map(({ msg }) => msg)).toEqual([
    expect.stringContaining("bad web configuration: tls: unknown key"),
  ]);
});

test("users come and go with the file; those that stay keep what is known of their passwords", async () => {
  const web = await start(`basic_auth_users: {alice: ${HASH}}`);
  const { passwords } = web;
  expect(await passwords?.check({ name: "alice", password: "secret" }, "")).toBe("right");
  await write(`basic_auth_users: {alice: ${HASH}}\nhttp_server_config: {headers: {X-Frame-Options: deny}}`);
  await web.reload();
  expect(web.passwords).toBe(passwords);
  expect(web.headers).toEqual({ "X-Frame-Options": "deny" });
  await write(`basic_auth_users: {bob: ${HASH}}`);
  await web.reload();
  expect(await web.passwords?.check({ name: "alice", password: "secret" }, "")).toBe("wrong");
  expect(await web.passwords?.check({ name: "bob", password: "secret" }, "")).toBe("right");
  await write("{}");
  await web.reload();
  expect(web.passwords).toBeUndefined();
});

test("a broken change keeps what was there, and is logged once however often it is looked at", async () => {
  const web = await start(`basic_auth_users: {alice: ${HASH}}`);
  await write("basic_auth_users: {alice: secret}");
  for (let look = 0; look < 5; look += 1) await web.reloadIfChanged();
  expect(web.passwords).toBeDefined();
  expect(web.status.webConfigReloadSuccessful).toBe(false);
  expect(logged().map(({ level, msg }) => [level, msg])).toEqual([
    [
      "error",
      expect.stringContaining("web configuration not loaded: basic_auth_users.alice: expected a bcrypt hash"),
    ],
  ]);
  expect(lines.join("")).not.toContain("secret");
});

test("the wish for HTTP/2 is answered in the log", async () => {
  await start("http_server_config: {http2: true}");
  expect(logged()).toMatchObject([
    { level: "warn", msg: expect.stringContaining("HTTP/2 is not served") as string },
  ]);
});

test("users may do what they are granted, and scrape when nothing is said of them", async () => {
  const web = await start(
    `basic_auth_users: {alice: ${HASH}, bob: ${HASH}}`,
    new Map([["alice", ["admin"]]]),
  );
  expect(["alice", "bob"].map((name) => web.passwords?.scopesOf(name))).toEqual([["admin"], ["scrape"]]);
  expect(lines).toEqual([]);
});

test("a user who is granted something and has no password is warned of, again after every reload", async () => {
  const web = await start(`basic_auth_users: {alice: ${HASH}}`, new Map([["alcie", ["admin"]]]));
  await web.reload();
  const warnings = logged().filter(({ level }) => level === "warn");
  expect(warnings.map(({ user }) => user)).toEqual(["alcie", "alcie"]);
  expect(warnings[0]?.msg).toBe(
    "auth.users: alcie has no password, so nobody can be alcie; expected a name from basic_auth_users of the web configuration",
  );
});

test("without a web configuration nobody has a password, and who is granted something is warned of", () => {
  new WebSecurity(undefined, () => new Map([["alice", ["ingest"]]]), logger());
  expect(logged().map(({ user }) => user)).toEqual(["alice"]);
});
