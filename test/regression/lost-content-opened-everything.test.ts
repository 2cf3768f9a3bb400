import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseBundleOptions } from "../../src/bundle/options-file/read-bundle-options";
import { checkConfig, checkWebConfig } from "../../src/app/check-config";
import { createLogger } from "../../src/app/logging/logger";
import { startExporter } from "../../src/app/start-exporter";
import { formatProblems } from "../../src/strict-yaml/config-problem";
import { parseConfig } from "../../src/config/parse";
import { loadWebConfig } from "../../src/web-config/load-web-config";
import { parseWebConfig } from "../../src/web-config/parse-web-config";
import { WebConfigReloader } from "../../src/reload/web-config-reloader";
import { RunningExporter } from "../support/app/running-exporter";
import { someRows } from "../support/property-runs";

const HASH = "$2y$04$LV/lcjfC.oC4zVa6Lly6GuTrolt9nJ6LScJCPUZQV358wylmLo2Vi";
const RESTORE = "restore the file, or write {} if it is meant to set nothing";

/** Texts without a value, each with what is said about it. */
const WITHOUT_VALUE: readonly (readonly [text: string, problem: string])[] = [
  ["", "1:1: is empty"],
  ["\n", "1:1: is empty"],
  [" \t\r\n \n", "1:1: is empty"],
  ["\uFEFF", "1:1: is empty"],
  ["\uFEFF\n", "1:1: is empty"],
  ["# managed by ansible\n", "1:1: has nothing in it but comments or markers"],
  ["\uFEFF# managed by ansible", "1:1: has nothing in it but comments or markers"],
  ["---\n", "1:1: has nothing in it but comments or markers"],
  ["---\n...\n", "1:1: has nothing in it but comments or markers"],
  ["%YAML 1.2\n---\n", "1:1: has nothing in it but comments or markers"],
  ["# auth:\n#   tokens: []\n---\n# more\n", "1:1: has nothing in it but comments or markers"],
  ["null\n", '1:1: has no value but "null"'],
  ["# so\nNULL", '2:1: has no value but "NULL"'],
  ["  Null # gone", '1:3: has no value but "Null"'],
  ["~", '1:1: has no value but "~"'],
  ["--- ~\n", '1:5: has no value but "~"'],
  ["!!null null", '1:8: has no value but "null"'],
  ["&a", "1:1: has nothing in it but comments or markers"],
];

describe.each([
  ["a configuration", parseConfig],
  ["a web configuration", parseWebConfig],
  ["the options of a bundle", parseBundleOptions],
])("%s", (_what, parse) => {
  test.each(WITHOUT_VALUE)("is not to be had from %j", (text, problem) => {
    const result = parse(text, "f.yml");

    expect(formatProblems(result.ok ? [] : result.problems)).toBe(`f.yml:${problem}; ${RESTORE}\n`);
  });

  test.each(["---\n---\n", "{}\n---\n{}\n", "---\n# nothing\n---\n{}\n", "null\n---\n{}"])(
    "is not to be had from the two documents %j",
    (text) => {
      const result = parse(text, "f.yml");

      expect(formatProblems(result.ok ? [] : result.problems)).toContain(
        "a second YAML document starts here; expected one document",
      );
    },
  );

  test("may set nothing when that is written", () => {
    expect(parse("# nothing\n{}\n", "f.yml").ok).toBe(true);
  });
});

describe("a key with nothing after it", () => {
  test.each([
    ["auth:", "auth: expected a mapping with the keys tokens, users, open_probes, got nothing; write {} if"],
    [
      "auth: ~",
      "auth: expected a mapping with the keys tokens, users, open_probes, got nothing; write {} if",
    ],
    ["auth: { tokens: }", "auth.tokens: expected a list, got nothing; write [] if there is to be none"],
    ["auth: { users: }", "auth.users: expected a mapping, got nothing; write {} if there is to be none"],
    ["topology:", "topology: expected a mapping with the keys shards, got nothing; write {} if"],
    ["topology: { shards: null }", "topology.shards: expected a list, got nothing; write [] if"],
    ["topology: { shards: [ ~ ] }", "topology.shards[0].shard_id: is required"],
    ["tenants:", "tenants: expected a list, got nothing; write [] if there is to be none"],
    [
      "tenants: [{ tenant_id: 1, required_regions: }]",
      "required_regions: expected a list of regions, got nothing",
    ],
    ["cluster: { regions: }", "cluster.regions: expected a mapping, got nothing; write {} if"],
    [
      "storage:",
      "storage: expected a mapping with the keys kind, path, bucket, replicas, got nothing; write {} if",
    ],
    ["registration:", "registration: expected open or strict, got nothing"],
  ])("%j is refused, because it is what remains of what was there", (text, problem) => {
    const result = parseConfig(text, "c.yml");

    expect(formatProblems(result.ok ? [] : result.problems)).toMatch(/^c\.yml:1:\d+: /);
    expect(formatProblems(result.ok ? [] : result.problems)).toContain(problem);
  });

  test.each([
    [
      "basic_auth_users:",
      "basic_auth_users: expected a mapping, got nothing; write {} if there is to be none",
    ],
    ["basic_auth_users: { alice: }", "basic_auth_users.alice: expected a bcrypt hash"],
    ["tls_server_config:", "tls_server_config: expected a mapping with the keys"],
    ["tls_server_config: { client_auth_type: }", "tls_server_config.client_auth_type: expected NoClientCert"],
    [
      "tls_server_config: { client_allowed_sans: }",
      "client_allowed_sans: expected a list of names, got nothing",
    ],
  ])("%j in a web configuration too", (text, problem) => {
    const result = parseWebConfig(text, "w.yml");

    expect(formatProblems(result.ok ? [] : result.problems)).toContain(problem);
  });

  test.each(["health:", "http:", "http: { rate_limit: }", "metrics:", "cluster:"])(
    "%j, a section of mere settings, still means its defaults",
    (text) => {
      expect(parseConfig(text, "c.yml").ok).toBe(true);
    },
  );
});

describe("files", () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-lost-"));
    path = join(folder, "file.yml");
  });

  afterEach(() => rm(folder, { recursive: true }));

  test.each(WITHOUT_VALUE)("check-config finds that %j says nothing", async (text, problem) => {
    await writeFile(path, text);

    const expected = { ok: false, text: `${path}:${problem}; ${RESTORE}\n` };
    expect(await checkConfig(path, { env: {}, syntaxOnly: false })).toEqual(expected);
    expect(await checkConfig(path, { env: {}, syntaxOnly: true })).toEqual(expected);
    expect(await checkWebConfig(path)).toEqual(expected);
  });

  test.each(["configPath", "webConfigPath"])(
    "an exporter whose %s says nothing does not start",
    async (key) => {
      await writeFile(path, "# managed by ansible\n");
      const log: string[] = [];

      const exporter = await startExporter({
        ...{ [key]: path },
        listenAddresses: ["127.0.0.1:0"],
        logger: createLogger("info", "json", { write: (line) => log.push(line) }),
        env: {},
        buildInfo: { version: "1.2.3", revision: "abc", nodeVersion: "v20.0.0" },
      });

      expect(exporter).toBeUndefined();
      expect(log.join("")).toContain(RESTORE);
    },
  );

  test.each(WITHOUT_VALUE)("a web configuration that becomes %j by itself keeps its users", async (text) => {
    await writeFile(path, `basic_auth_users: { alice: ${HASH} }`);
    const { result, reads } = await loadWebConfig(path);
    if (!result.ok) throw new Error(formatProblems(result.problems));
    const reloader = new WebConfigReloader(path, { result, reads });
    await writeFile(path, text);

    await reloader.reloadIfChanged();
    const found = await reloader.reloadIfChanged();

    expect(found?.ok).toBe(false);
    expect(reloader.lastReloadSuccessful).toBe(false);
    expect(reloader.current.users).toEqual([{ name: "alice", hash: HASH }]);
  });
});

describe("a running exporter", () => {
  const SECRET = "correct-horse-battery";
  let exporter: RunningExporter;

  beforeEach(async () => {
    exporter = await RunningExporter.start("{}", `basic_auth_users: { alice: ${HASH} }`);
    await exporter.write("admin.token", SECRET);
    await exporter.configure(`
auth: { tokens: [{ name: admin, scopes: [admin], file: admin.token }] }
topology: { shards: [{ shard_id: 3, region_id: 1 }] }
tenants: [{ tenant_id: 9 }]
`);
    await exporter.restart();
  });

  afterEach(() => exporter.remove());

  const asAdmin = (path: string, method = "GET") =>
    exporter.request(path, { method, headers: { authorization: `Bearer ${SECRET}` } });

  test.each(
    someRows(
      [
        ["the configuration", "# managed by ansible\n", "configure", "config"],
        ["the configuration", "auth:\ntopology:\ntenants:\n", "configure", "config"],
        ["the web configuration", "# managed by ansible\n", "configureWeb", "web_config"],
        ["the web configuration", "basic_auth_users:\n", "configureWeb", "web_config"],
      ] as const,
      1,
    ),
  )(
    "keeps what it has when %s is reloaded as %j, and its metric says so",
    async (_what, text, write, name) => {
      await exporter[write](text);

      const answer = await asAdmin("/-/reload", "POST");

      expect(answer.status).toBe(422);
      expect((await exporter.request("/metrics")).status).toBe(401);
      const metrics = await (await asAdmin("/metrics")).text();
      expect(metrics).toContain(`tidaldb_exporter_${name}_last_reload_successful 0\n`);
      expect(metrics).toContain('tidaldb_shard_up{shard="3",region="1"} 0\n');
      expect((await asAdmin("/api/v1/tenants/9")).status).toBe(200);
    },
  );

  test.each(someRows(["", "\n", "\r\n", " \n\n"], 1))(
    "keeps its token when the token's file becomes %j",
    async (text) => {
      await exporter.write("admin.token", text);

      expect((await asAdmin("/-/reload", "POST")).status).toBe(422);
      expect((await asAdmin("/api/v1/tenants/9")).status).toBe(200);
      expect((await exporter.request("/metrics")).status).toBe(401);
    },
  );
});
