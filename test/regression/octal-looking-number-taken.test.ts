import { parseBundleOptions } from "../../src/bundle/options-file/read-bundle-options";
import { formatProblems } from "../../src/strict-yaml/config-problem";
import { parseConfig } from "../../src/config/parse";
import { parseWebConfig } from "../../src/web-config/parse-web-config";

function problemsOf(text: string): string {
  const result = parseConfig(text, "c.yml");
  return result.ok ? "" : formatProblems(result.problems);
}

/** Every spelling of a small number that some reader of YAML takes, but for plain decimal digits. */
const SPELLINGS = [
  "017",
  "00",
  "0o17",
  "0O17",
  "0x11",
  "0b11",
  "1_0",
  "1e1",
  "1E1",
  "1.0",
  "1.",
  ".1e1",
  "+1",
  "-0",
  "1:30",
  '"1"',
  "'1'",
];

describe.each<[string, string, (spelling: string) => string]>([
  [
    "a shard",
    "topology.shards[0].shard_id",
    (n) => `topology: { shards: [{ region_id: 0, shard_id: ${n} }] }`,
  ],
  [
    "a region",
    "topology.shards[0].region_id",
    (n) => `topology: { shards: [{ shard_id: 0, region_id: ${n} }] }`,
  ],
  ["a tenant", "tenants[0].tenant_id", (n) => `tenants: [{ tenant_id: ${n} }]`],
  [
    "a limit of a tenant",
    "tenants[0].max_entities",
    (n) => `tenants: [{ tenant_id: 1, max_entities: ${n} }]`,
  ],
  ["a count", "http.max_batch", (n) => `http: { max_batch: ${n} }`],
  ["a budget", "metrics.max_series", (n) => `metrics: { max_series: ${n} }`],
])("%s", (_what, path, textWith) => {
  test.each(SPELLINGS)("is not taken from %s, and the place and the spelling are told", (spelling) => {
    const text = textWith(spelling);
    const column = text.indexOf(`: ${spelling}`) + 3;
    const problems = problemsOf(text);

    expect(problems).toContain(`c.yml:1:${column}: ${path}: expected a whole number from `);
    expect(problems).toContain("in plain decimal digits");
    expect(problems).toContain(`, got ${JSON.stringify(spelling.replaceAll(/^['"]|['"]$/g, ""))}\n`);
  });

  test.each(["7", "10"])("is taken from %s", (spelling) => {
    expect(problemsOf(textWith(spelling))).toBe("");
  });
});

test.each(["02048", "0x800", "2_048", "2e3", "2048.0", "+2048", "01MiB"])(
  "a size is not taken from %s",
  (size) => {
    expect(problemsOf(`http: { max_body: ${size} }`)).toBe(
      `c.yml:1:19: http.max_body: expected a size such as 8MiB, 512KiB or a number of bytes, got "${size}"\n`,
    );
  },
);

test.each(["00", "0x0", "0.0", "-0", "+0"])("no time at all is not taken from %s", (duration) => {
  expect(problemsOf(`health: { offline_after: ${duration} }`)).toContain(
    `1:26: health.offline_after: expected a duration such as 30s, got "${duration}"`,
  );
});

test.each(["017", "0x11", "+1"])("a region that a tenant requires is not the number %s", (region) => {
  expect(problemsOf(`tenants: [{ tenant_id: 1, required_regions: [${region}] }]`)).toContain(
    `1:46: tenants[0].required_regions[0]: no region in cluster.regions is called "${region}"`,
  );
});

test("a text keeps the digits that it was written in", () => {
  const result = parseConfig("cluster: { name: 0017 }", "c.yml");

  expect(result.ok && result.value.controlPlane.clusterName).toBe("0017");
});

test("a tag does not bring another spelling back", () => {
  expect(problemsOf("http: { max_batch: !!int 017 }")).not.toBe("");
  expect(problemsOf("%YAML 1.1\n---\nhttp: { max_batch: 017 }")).toContain('got "017"');
});

test.each(["0.50e0", ".5", "+0.5", "00.5"])(
  "a share in the options of a bundle is not taken from %s",
  (share) => {
    const result = parseBundleOptions(`thresholds: { throughput_share: ${share} }`, "o.yml");

    expect(formatProblems(result.ok ? [] : result.problems)).toBe(
      `o.yml:1:33: thresholds.throughput_share: expected a number from 0 to 1, got "${share}"\n`,
    );
  },
);

test("a web configuration reads no number at all from digits", () => {
  const result = parseWebConfig("tls_server_config: { min_version: 0x0303 }", "w.yml");

  expect(formatProblems(result.ok ? [] : result.problems)).toContain('got "0x0303"');
});
