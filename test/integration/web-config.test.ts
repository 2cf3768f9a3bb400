import { hashSync } from "@node-rs/bcrypt";

import { RunningExporter } from "../support/app/running-exporter";
import { eventually } from "../support/programs/eventually";

const HASHES = Object.fromEntries(["old", "new"].map((password) => [password, hashSync(password, 4)]));
const TOKEN = "a-token-of-more-than-16";

const CONFIG = `
auth:
  tokens: [{name: shards, scopes: [ingest], file: FOLDER/ingest.token}]
  users: {boss: [admin], nobody: []}
`;

function webConfig(password: string, more = ""): string {
  const hash = HASHES[password] ?? "";
  return `basic_auth_users: {prometheus: ${hash}, boss: ${hash}, nobody: ${hash}}\n${more}`;
}

let exporter: RunningExporter;

beforeEach(async () => {
  exporter = await RunningExporter.start("{}", webConfig("old"));
  await exporter.write("ingest.token", TOKEN);
  await exporter.configure(CONFIG);
  await exporter.restart();
});

afterEach(async () => {
  await exporter.remove();
});

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
}

async function statusOf(path: string, authorization = "", method = "GET"): Promise<number> {
  const headers = authorization === "" ? {} : { authorization };
  const { status } = await exporter.request(path, { method, headers });
  return status;
}

/** The metrics about the web configuration, as somebody who may scrape sees them. */
async function webMetrics(password = "old"): Promise<readonly string[]> {
  const headers = { authorization: basic("prometheus", password) };
  const text = await (await exporter.request("/metrics", { headers })).text();
  return text.split("\n").filter((line) => /^tidaldb_exporter_(web_config|certificate)/.test(line));
}

test("users may scrape, unless the configuration gives them another scope; tokens and passwords work together", async () => {
  const reload = (authorization: string): Promise<number> => statusOf("/-/reload", authorization, "POST");
  const heartbeat = (authorization: string): Promise<number> =>
    statusOf("/api/v1/heartbeats", authorization, "POST");
  expect(await statusOf("/metrics")).toBe(401);
  expect(await statusOf("/metrics", basic("prometheus", "old"))).toBe(200);
  expect(await statusOf("/metrics", basic("prometheus", "new"))).toBe(401);
  expect(await reload(basic("prometheus", "old"))).toBe(403);
  expect(await reload(basic("boss", "old"))).toBe(200);
  expect(await statusOf("/metrics", basic("nobody", "old"))).toBe(403);
  expect(await heartbeat(`Bearer ${TOKEN}`)).toBe(415);
  expect(await heartbeat(basic("boss", "old"))).toBe(415);
  expect(await heartbeat(basic("prometheus", "old"))).toBe(403);
});

test("probes answer without a password", async () => {
  expect([await statusOf("/-/healthy"), await statusOf("/-/ready")]).toEqual([200, 200]);
});

test("a changed file counts without anybody saying so, and a broken one changes nothing but the gauge", async () => {
  expect(await webMetrics()).toEqual(["tidaldb_exporter_web_config_last_reload_successful 1"]);
  await exporter.configureWeb(
    webConfig("new", "http_server_config: {headers: {X-Frame-Options: sameorigin}}"),
  );
  await eventually("the new password counts", 10_000, async () =>
    (await statusOf("/metrics", basic("prometheus", "new"))) === 200 ? true : undefined,
  );
  expect(await statusOf("/metrics", basic("prometheus", "old"))).toBe(401);
  expect((await exporter.request("/-/healthy")).headers.get("x-frame-options")).toBe("sameorigin");
  await exporter.configureWeb("basic_auth_users: {prometheus: plain}");
  await eventually("the problem shows in the metric", 10_000, async () =>
    (await webMetrics("new"))[0]?.endsWith(" 0") ? true : undefined,
  );
  const problems = exporter.messages.filter((message) => message.startsWith("web configuration not loaded"));
  expect(problems).toHaveLength(1);
}, 25_000);

test("a reload tells the problems of both files", async () => {
  await exporter.configure("helath: {}");
  await exporter.configureWeb("basic_auth_user: {}");
  const answer = await exporter.request("/-/reload", {
    method: "POST",
    headers: { authorization: basic("boss", "old") },
  });
  expect(answer.status).toBe(422);
  const { problems } = (await answer.json()) as { problems: { field: string }[] };
  expect(problems.map(({ field }) => field)).toEqual(["helath", "basic_auth_user"]);
});
