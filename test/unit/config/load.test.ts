import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatProblems } from "../../../src/strict-yaml/config-problem";
import { loadConfig } from "../../../src/config/load";
import type { LoadOptions, LoadResult } from "../../../src/config/load";
import { defaultConfig } from "../../../src/config/parse";

describe("loadConfig", () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-load-"));
    path = join(folder, "config.yml");
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function load(
    text: string | Uint8Array | undefined,
    options: Partial<LoadOptions> = {},
  ): Promise<LoadResult> {
    if (text !== undefined) await writeFile(path, text);
    return loadConfig(path, { env: {}, ...options });
  }

  function problemLines(result: LoadResult): string {
    return formatProblems(result.ok ? [] : result.problems).replaceAll(path, "config.yml");
  }

  test("gives the configuration together with the secrets of its tokens", async () => {
    await writeFile(join(folder, "scrape.token"), "correct-horse-battery\n");
    const text = "auth: { tokens: [{ name: prometheus, scopes: [scrape], file: scrape.token }] }";
    const result = await load(text);
    expect(result).toMatchObject({
      ok: true,
      value: {
        config: {
          auth: {
            tokens: [
              { name: "prometheus", secretFrom: { kind: "file", path: join(folder, "scrape.token") } },
            ],
          },
        },
        tokens: [{ name: "prometheus", scopes: ["scrape"], secret: "correct-horse-battery" }],
        fromFile: true,
      },
    });
    expect(result.ok && JSON.stringify(result.value.config.auth)).not.toContain("correct-horse");
  });

  test("finds secrets in the environment that it is given", async () => {
    const result = await load("auth: { tokens: [{ name: a, scopes: [admin], env: ADMIN }] }", {
      env: { ADMIN: "0123456789abcdef" },
    });
    expect(result).toMatchObject({ value: { tokens: [{ secret: "0123456789abcdef" }] } });
  });

  test("gives every secret that cannot be had the place of its setting", async () => {
    const result = await load(
      "auth:\n  tokens:\n    - { name: a, scopes: [admin], env: ADMIN }\n    - name: b\n      scopes: [scrape]\n      file: /nowhere/b.token\n",
    );
    expect(problemLines(result)).toBe(
      "config.yml:3:40: auth.tokens[0].env: the environment variable ADMIN is not set; expected the token's secret in it\n" +
        "config.yml:6:13: auth.tokens[1].file: /nowhere/b.token cannot be read: no such file\n",
    );
  });

  test("a missing file is a problem", async () => {
    expect(problemLines(await load(undefined))).toBe("config.yml: cannot be read: no such file\n");
  });

  test("a missing file that is optional means the defaults", async () => {
    expect(await load(undefined, { optional: true })).toEqual({
      ok: true,
      value: { config: defaultConfig(), tokens: [], fromFile: false },
    });
  });

  test("an optional file that is there is read", async () => {
    expect(problemLines(await load("registration: maybe", { optional: true }))).toBe(
      'config.yml:1:15: registration: expected open or strict, got "maybe"\n',
    );
  });

  test("a folder is a problem, optional or not", async () => {
    const result = await loadConfig(folder, { env: {}, optional: true });
    expect(formatProblems(result.ok ? [] : result.problems)).toBe(
      `${folder}: cannot be read: it is a folder\n`,
    );
  });

  test("a file that is not UTF-8 is a problem", async () => {
    expect(problemLines(await load(Uint8Array.of(0x61, 0xff)))).toBe("config.yml: is not UTF-8 text\n");
  });

  test("a file of more than 32 MiB is a problem, and is not read to its end", async () => {
    expect(
      formatProblems(
        await loadConfig("/dev/zero", { env: {} }).then((result) => (result.ok ? [] : result.problems)),
      ),
    ).toBe("/dev/zero: is larger than 32MiB\n");
  });

  test("further rules of the caller are problems with places, together with those of the secrets", async () => {
    const result = await load(
      "metrics: { detail: shard }\nauth: { tokens: [{ name: a, scopes: [admin], env: ADMIN }] }",
      {
        check: (config) => [{ path: ["metrics", "detail"], message: `no ${config.metrics.detail} today` }],
      },
    );
    expect(problemLines(result)).toBe(
      "config.yml:1:20: metrics.detail: no shard today\n" +
        "config.yml:2:51: auth.tokens[0].env: the environment variable ADMIN is not set; expected the token's secret in it\n",
    );
  });
});
