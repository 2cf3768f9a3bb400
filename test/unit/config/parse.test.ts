import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { stringify } from "yaml";
import { Assignments } from "../../../src/domain/membership/topology";
import { formatProblems } from "../../../src/strict-yaml/config-problem";
import { defaultConfig, parseConfig } from "../../../src/config/parse";
import type { ConfigResult } from "../../../src/config/parse";
import { DEFAULT_SETTINGS } from "../../../src/domain/terms/control-plane-settings";
import { U16_MAX, U64_MAX } from "../../../src/domain/terms/ids";
import { RegionNames } from "../../../src/domain/regions/region-names";
import { propertyRuns } from "../../support/property-runs";

const FOLDER = join(__dirname, "..", "..", "fixtures", "config");

function problemLines(result: ConfigResult): string {
  return formatProblems(result.ok ? [] : result.problems);
}

function configOf(result: ConfigResult): Extract<ConfigResult, { ok: true }>["value"] {
  if (!result.ok) throw new Error(formatProblems(result.problems));
  return result.value;
}

describe("a good file", () => {
  test("becomes a configuration with every value in its unit, ids of 64 bits whole, and paths absolute", () => {
    const text = readFileSync(join(FOLDER, "good.yml"), "utf8");
    expect(configOf(parseConfig(text, "/etc/exporter/good.yml"))).toEqual({
      controlPlane: {
        clusterName: "production",
        regionNames: new Map([
          [0, "us-east"],
          [1, "eu-west"],
          [7, "7"],
        ]),
        offlineAfterMs: 60_000,
        degradedLagMs: 1_500,
        forgetAfterMs: 604_800_000,
        registration: "strict",
        maxUnknownReplicas: 5,
        maxUnknownRegions: 6,
        maxFollowersPerHeartbeat: 7,
        maxFollowers: 8,
        maxMaintenanceWindows: 9,
        maxMaintenanceTimeMs: 7_200_000,
      },
      topology: Assignments.of([
        { shardId: 0, regionId: 0 },
        { shardId: 3, regionId: 1 },
        { shardId: 65_535, regionId: 7 },
      ]),
      tenants: [
        {
          tenantId: 18_446_744_073_709_551_615n,
          maxSignalsPerSec: 9_007_199_254_740_993n,
          maxEntities: 1_000_000n,
          maxStorageBytes: 0n,
          requiredRegions: [0, 1],
        },
        { tenantId: 0n },
      ],
      maintenance: [
        {
          id: "drain-eu",
          regionId: 1,
          shardId: 3,
          by: "alice",
          reason: "kernel upgrade",
          startedNs: 1_795_989_600_000_000_000n,
          untilNs: 1_795_993_200_000_000_000n,
        },
      ],
      storage: { kind: "config" },
      recording: { path: "/etc/exporter/recordings/prod", maxBytes: 2 ** 30 },
      sources: [
        {
          name: "leader",
          url: "https://leader.us-east:9500/cluster/health",
          intervalMs: 10_000,
          timeoutMs: 9_000,
          maxBodyBytes: 1_048_576,
          credentials: { kind: "token", type: "Token", file: "/etc/exporter/secrets/leader.token" },
          tls: {
            caFile: "/etc/exporter/ca.pem",
            certFile: "/tls/cert.pem",
            keyFile: "/tls/key.pem",
            serverName: "leader",
            skipsVerification: true,
          },
        },
        {
          name: "standby",
          url: "http://10.0.0.2:9500",
          intervalMs: 5_000,
          timeoutMs: 4_000,
          maxBodyBytes: 33_554_432,
          credentials: { kind: "password", username: "me", file: "/etc/exporter/secrets/password" },
          tls: undefined,
        },
      ],
      peers: [
        {
          name: "zone-b",
          url: "https://exporter.zone-b:10843/health.json?shards=false",
          intervalMs: 20_000,
          timeoutMs: 4_000,
          maxBodyBytes: 8_388_608,
          credentials: { kind: "token", type: "Bearer", file: "/etc/exporter/secrets/peer.token" },
          tls: {
            caFile: "/etc/exporter/ca.pem",
            certFile: undefined,
            keyFile: undefined,
            serverName: undefined,
            skipsVerification: false,
          },
        },
        {
          name: "zone-c",
          url: "http://10.0.0.3:10843/health.json?region=0&shards=true",
          intervalMs: 3_000,
          timeoutMs: 3_000,
          maxBodyBytes: 1_048_576,
          credentials: undefined,
          tls: undefined,
        },
      ],
      metrics: { detail: "shard", maxSeries: 500_000 },
      http: {
        maxBodyBytes: 524_288,
        maxBatch: 1,
        maxLineBytes: 4096,
        maxHeaderBytes: 32_768,
        headerTimeoutMs: 5_000,
        requestTimeoutMs: 90_000,
        idleTimeoutMs: 120_000,
        answerTimeoutMs: 600_000,
        answerBytesPerSecond: 4_096,
        maxAnswersInFlight: 10,
        maxStreams: 12,
        maxPageStreams: 13,
        addressShare: 100,
        maxSnapshots: 3,
        maxConnections: 0,
        maxTenants: 3,
        rateLimit: { requests: 50, heartbeats: 1_000, windowMs: 10_000 },
      },
      auth: {
        tokens: [
          {
            name: "prometheus",
            scopes: ["scrape"],
            secretFrom: { kind: "file", path: "/etc/exporter/secrets/scrape.token" },
          },
          {
            name: "operators",
            scopes: ["ingest", "admin"],
            secretFrom: { kind: "env", variable: "ADMIN_TOKEN" },
          },
        ],
        users: new Map([["alice", ["admin"]]]),
        userIngest: new Map(),
        openProbes: false,
      },
    });
  });

  test("may keep the topology and the tenants in a file, and then leave both empty", () => {
    const text = readFileSync(join(FOLDER, "good-state-in-file.yml"), "utf8");
    const config = configOf(parseConfig(text, "/etc/exporter/config.yml"));
    expect(config).toEqual({
      ...defaultConfig(),
      storage: { kind: "file", path: "/etc/exporter/state/cluster.json" },
    });
  });

  test("reads where NATS is and who we are there, with paths from the file's folder", () => {
    const text = readFileSync(join(FOLDER, "good-state-in-nats.yml"), "utf8");
    expect(configOf(parseConfig(text, "/etc/exporter/config.yml"))).toEqual({
      ...defaultConfig(),
      storage: { kind: "nats", path: "/etc/exporter/state/copy.json", bucket: "eu", replicas: 5 },
      nats: {
        heartbeats: false,
        servers: ["nats://nats-1:4222", "tls://[::1]:4222", "nats-3"],
        identity: { kind: "password", user: "exporter", file: "/etc/exporter/secrets/password" },
        tls: {
          caFile: "/etc/exporter/ca.pem",
          certFile: "/etc/exporter/exporter.crt",
          keyFile: "/etc/exporter/exporter.key",
        },
      },
    });
  });

  test("keeps absolute paths as they are", () => {
    const text = "storage: { kind: file, path: /var/lib/state.json }";
    expect(configOf(parseConfig(text, "sub/config.yml")).storage).toEqual({
      kind: "file",
      path: "/var/lib/state.json",
    });
  });

  test("may share values by anchors, also more often than the library's own limit", () => {
    const tenants = Array.from({ length: 500 }, (_, id) => `  - { tenant_id: ${id}, required_regions: *eu }`);
    const text = `tenants:\n  - { tenant_id: 500, required_regions: &eu [1, 2] }\n${tenants.join("\n")}`;
    const requiredRegions = configOf(parseConfig(text, "c.yml")).tenants.map(
      (tenant) => tenant.requiredRegions,
    );
    expect(requiredRegions).toEqual(Array.from({ length: 501 }, () => [1, 2]));
  });

  test("may begin with a byte order mark", () => {
    expect(configOf(parseConfig("\uFEFFregistration: strict", "c.yml")).controlPlane.registration).toBe(
      "strict",
    );
  });
});

describe("the defaults", () => {
  test.each([
    ["an empty mapping", "{}"],
    ["sections of settings with nothing in them", "health:\nhttp:\n  rate_limit:\ncluster:\nmetrics:\n"],
    [
      "empty lists and mappings that are written out",
      "auth: {}\ncluster: { regions: {} }\ntopology: { shards: [] }\ntenants: []\nstorage: {}\n",
    ],
  ])("hold for %s", (_what, text) => {
    expect(configOf(parseConfig(text, "c.yml"))).toEqual(defaultConfig());
  });

  test("are those of the control plane", () => {
    expect(defaultConfig().controlPlane).toEqual(DEFAULT_SETTINGS);
  });

  test("are an open cluster, in full detail, kept in the configuration, without tokens or rate limit", () => {
    expect(defaultConfig()).toMatchObject({
      topology: Assignments.of([]),
      tenants: [],
      storage: { kind: "config" },
      metrics: { detail: "follower", maxSeries: 0 },
      http: {
        maxBodyBytes: 8 * 1024 * 1024,
        maxBatch: 10_000,
        maxLineBytes: 64 * 1024,
        maxHeaderBytes: 16 * 1024,
        headerTimeoutMs: 10_000,
        requestTimeoutMs: 30_000,
        idleTimeoutMs: 75_000,
        answerTimeoutMs: 300_000,
        answerBytesPerSecond: 16 * 1024,
        maxAnswersInFlight: 40,
        maxStreams: 200,
        maxPageStreams: 200,
        addressShare: 50,
        maxSnapshots: 8,
        maxConnections: 65_536,
        maxTenants: 100_000,
        rateLimit: { requests: 0, heartbeats: 0, windowMs: 1_000 },
      },
      auth: { tokens: [], users: new Map(), userIngest: new Map(), openProbes: true },
    });
  });
});

describe("a text that is not YAML", () => {
  test.each([
    [
      "a tab as indentation",
      "health:\n\toffline_after: 30s\n",
      "2:1: not valid YAML: a tab is used for indentation; YAML takes spaces only",
    ],
    [
      "indentation that fits nothing",
      "health:\n  offline_after: 30s\n degraded_lag: 5s\n",
      "3:1: not valid YAML: All mapping items must start at the same column",
    ],
    [
      "a second colon",
      "cluster:\n  name: prod: east\n",
      "2:9: not valid YAML: a second `:` on one line; put a value that contains `: ` in quotes",
    ],
    [
      "a bracket that nobody closes",
      "tenants: [",
      "1:11: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
    ],
    [
      "a mapping as a key",
      "? { a: b }\n: 1\n",
      "1:3: not valid YAML: expected a plain text or number as the key of a mapping",
    ],
    ["brackets without end", "[".repeat(20_000), "1:33: not valid YAML: nested too deeply"],
    ["braces without end", "{".repeat(20_000), "1:33: not valid YAML: nested too deeply"],
    ["dashes without end", "- ".repeat(20_000), "1:65: not valid YAML: nested too deeply"],
    [
      "keys that nest without end",
      Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
      "33:33: not valid YAML: nested too deeply",
    ],
  ])("is a problem with its place: %s", (_what, text, line) => {
    expect(problemLines(parseConfig(text, "c.yml"))).toBe(`c.yml:${line}\n`);
  });

  test("is reported once per line, and not without end", () => {
    const result = parseConfig("a: 'b' c d\n".repeat(100), "c.yml");
    const lines = result.ok ? [] : result.problems.map(({ line }) => line);
    expect(lines).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe("odd texts", () => {
  test("a YAML 1.1 directive does not bring back its booleans", () => {
    expect(problemLines(parseConfig("%YAML 1.1\n---\nauth: { open_probes: yes }", "c.yml"))).toBe(
      'c.yml:3:22: auth.open_probes: expected true or false, got "yes"\n',
    );
  });

  test("a key called __proto__ is an unknown key and pollutes nothing", () => {
    const result = parseConfig('"__proto__": { polluted: true }', "c.yml");
    expect(problemLines(result)).toMatch(/^c\.yml:1:1: __proto__: unknown key; expected one of cluster, /);
    expect({}).not.toHaveProperty("polluted");
  });

  test("a value that contains itself is a problem like any other", () => {
    expect(problemLines(parseConfig("cluster: &a { name: *a }", "c.yml"))).toBe(
      "c.yml:1:21: cluster.name: expected a text, got a mapping\n",
    );
  });

  test("a long text is cut where a message repeats it", () => {
    const message = problemLines(parseConfig(`health: { offline_after: "${"x".repeat(10_000)}" }`, "c.yml"));
    expect(message).toBe(
      `c.yml:1:26: health.offline_after: expected a duration such as 30s, got "${"x".repeat(60)}…"\n`,
    );
  });

  test.each([
    ["empty", '""'],
    ["blank", '" "'],
    ["with blanks around it", '" a"'],
    ["of two lines", '"a\\nb"'],
    ["with a control character", '"a\\u0007"'],
    ["of 201 characters", "a".repeat(201)],
  ])("a name is refused that is %s", (_what, name) => {
    expect(problemLines(parseConfig(`cluster: { name: ${name} }`, "c.yml"))).toMatch(
      /^c\.yml:1:18: cluster\.name: expected a text/,
    );
  });

  test("whatever the text is, there is an answer and no exception, and every problem has a place in the text", () => {
    const fragments = fc.constantFrom(
      "cluster",
      "health",
      "topology",
      "shards",
      "tenants",
      "auth",
      "tokens",
      "required_regions",
      "regions",
      "name",
      ":",
      ": ",
      "\n",
      "\n  ",
      "\n    - ",
      "{",
      "}",
      "[",
      "]",
      ",",
      "&a ",
      "*a",
      "!x ",
      "#",
      '"',
      "'",
      "|\n",
      "---\n",
      "\t",
      "0",
      "30s",
      "-1",
      "null",
      "? ",
      "<<",
      "%YAML 1.1\n",
      "\u0000",
      "\uFEFF",
      "é",
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const result = parseConfig(text, "c.yml");
        const lineCount = text.split("\n").length;
        for (const { line, column, message } of result.ok ? [] : result.problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lineCount);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).not.toBe("");
        }
      }),
      propertyRuns(2_000),
    );
  });
});

test("every topology and every u64 limit comes out of YAML as it went in", () => {
  const u64 = fc.bigInt({ min: 0n, max: U64_MAX });
  const u16 = fc.nat({ max: U16_MAX });
  const shards = fc.uniqueArray(fc.record({ shard_id: u16, region_id: u16 }), {
    selector: (s) => s.shard_id,
  });
  const tenants = fc.uniqueArray(fc.record({ tenant_id: u64, max_entities: u64 }), {
    selector: (t) => t.tenant_id,
  });
  fc.assert(
    fc.property(shards, tenants, (shardList, tenantList) => {
      const config = configOf(
        parseConfig(stringify({ topology: { shards: shardList }, tenants: tenantList }), "c.yml"),
      );
      const byShard = [...shardList].sort((a, b) => a.shard_id - b.shard_id);
      expect([...config.topology]).toEqual(
        byShard.map((s) => ({ shardId: s.shard_id, regionId: s.region_id })),
      );
      expect(config.tenants).toEqual(
        tenantList.map((t) => ({ tenantId: t.tenant_id, maxEntities: t.max_entities })),
      );
    }),
    propertyRuns(),
  );
});

test("whatever names a file may give to regions, the control plane takes them", () => {
  const names = fc.dictionary(
    fc.oneof(fc.nat({ max: 4 }).map(String), fc.constantFrom("00", "-1", "65536", "a", "")),
    fc.oneof(fc.nat({ max: 4 }).map(String), fc.constantFrom("eu", "us", "", " ", "0 1", "\u0000", "00")),
    { maxKeys: 4 },
  );
  fc.assert(
    fc.property(names, (regions) => {
      const result = parseConfig(stringify({ cluster: { regions } }), "c.yml");
      if (result.ok) expect(() => new RegionNames(result.value.controlPlane.regionNames)).not.toThrow();
    }),
    propertyRuns(1_000),
  );
});

test.each([
  ["a name in another case", "US-WEST", "US-West"],
  ["a name with letters swapped", "ue-east", "eu-east"],
])("%s is recognised as what was meant", (_what, given, meant) => {
  const text = `cluster: { regions: { 0: US-West, 1: eu-east } }\ntenants: [{ tenant_id: 1, required_regions: [${given}] }]`;
  expect(problemLines(parseConfig(text, "c.yml"))).toBe(
    `c.yml:2:46: tenants[0].required_regions[0]: no region in cluster.regions is called "${given}"; did you mean ${meant}?\n`,
  );
});
