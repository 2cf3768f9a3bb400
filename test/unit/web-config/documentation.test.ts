import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseConfig } from "../../../src/config/parse";
import { parseWebConfig } from "../../../src/web-config/parse-web-config";
import { webConfigSchema } from "../../../src/web-config/web-config-schema";
import { configKeys } from "../../../src/strict-yaml/config-keys";
import type { ConfigKey } from "../../../src/strict-yaml/config-keys";

const TEXT = readFileSync(join(__dirname, "..", "..", "..", "docs", "web-config.md"), "utf8");
const BLOCKS = [...TEXT.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = ""]) => yaml);

test("the example of the document is valid", () => {
  const [example = ""] = BLOCKS;
  expect(parseWebConfig(example, "web-config.yml")).toMatchObject({ ok: true });
});

test("the example of what users may do is a valid configuration", () => {
  const example = BLOCKS.find((block) => block.startsWith("auth:")) ?? "";
  const parsed = parseConfig(example, "tidaldb-exporter.yml");
  expect(parsed.ok && parsed.value.auth.users).toEqual(
    new Map([
      ["alice", ["admin"]],
      ["shards", ["ingest"]],
    ]),
  );
});

test("every key is in the document", () => {
  const names = (keys: readonly ConfigKey[]): readonly string[] =>
    keys.flatMap((key) => [key.name, ...names(key.children)]);
  expect(names(configKeys(webConfigSchema)).filter((name) => !TEXT.includes(name))).toEqual([]);
});
