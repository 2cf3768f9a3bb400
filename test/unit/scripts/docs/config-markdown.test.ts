import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Assignments } from "../../../../src/domain/membership/topology";
import { documentSchema } from "../../../../src/config/schema";
import { configKeys } from "../../../../src/strict-yaml/config-keys";
import type { ConfigKey } from "../../../../src/strict-yaml/config-keys";
import { configMarkdown } from "../../../../scripts/docs/config-markdown";
import { formatProblems } from "../../../../src/strict-yaml/config-problem";
import { defaultConfig, parseConfig } from "../../../../src/config/parse";
import { referenceYaml } from "../../../../scripts/docs/reference-yaml";

const markdown = configMarkdown();

/** Every key with its path as the table writes it: `auth.tokens[].file`. */
function allKeys(keys: readonly ConfigKey[], above = ""): [path: string, key: ConfigKey][] {
  return keys.flatMap((key) => {
    const path = `${above}${key.name}`;
    return [
      [path, key] as [string, ConfigKey],
      ...allKeys(key.children, `${path}${key.isList ? "[]" : ""}.`),
    ];
  });
}

test("docs/config.md is what the schema makes; after a change run: npm run generate", () => {
  const committed = readFileSync(join(__dirname, "..", "..", "..", "..", "docs", "config.md"), "utf8");
  expect(committed).toBe(markdown);
});

test("the reference file means exactly the defaults", () => {
  expect(parseConfig(referenceYaml(), "reference.yml")).toEqual({ ok: true, value: defaultConfig() });
});

test.each(allKeys(configKeys(documentSchema)))(
  "%s is described, with a row of its own unless it is a section",
  (path, key) => {
    expect(key.description).toMatch(/\.$/);
    const isSection = key.valueType === "";
    expect(markdown.includes(`| \`${path}\` `)).toBe(!isSection);
  },
);

test("the samples in the comments are valid once their comment signs are gone", () => {
  const withSamples = referenceYaml()
    .replace(/: (\[\]|\{\})\n/g, ":\n")
    .replace(/^( *)# {3}/gm, "$1  ");
  const result = parseConfig(withSamples, "samples.yml");
  expect(formatProblems(result.ok ? [] : result.problems)).toBe("");
  expect(result.ok && result.value).toMatchObject({
    controlPlane: {
      regionNames: new Map([
        [0, "us-east"],
        [1, "eu-west"],
      ]),
    },
    topology: Assignments.of([
      { shardId: 0, regionId: 0 },
      { shardId: 1, regionId: 1 },
    ]),
    tenants: [{ tenantId: 1n, maxSignalsPerSec: 25_000n, requiredRegions: [0] }],
    auth: {
      tokens: [{ name: "prometheus" }, { name: "shards" }, { name: "eu-shards", ingest: { regions: [1] } }],
      users: new Map([
        ["alice", ["admin"]],
        ["shards", ["ingest"]],
      ]),
      userIngest: new Map([
        [
          "shards",
          {
            regions: [1],
            shards: [
              { first: 0, last: 0 },
              { first: 4, last: 7 },
            ],
          },
        ],
      ]),
    },
  });
});
