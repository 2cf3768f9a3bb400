import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { TokenSource } from "../../../src/config/config";
import { loadTokens } from "../../../src/config/tokens";
import { propertyRuns } from "../../support/property-runs";

const SECRET = "correct-horse-battery-staple";

function fromFile(path: string): TokenSource {
  return { name: "prometheus", scopes: ["scrape"], secretFrom: { kind: "file", path } };
}

function fromVariable(variable: string): TokenSource {
  return { name: "shards", scopes: ["ingest"], secretFrom: { kind: "env", variable } };
}

describe("loadTokens", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-tokens-"));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function file(content: string | Uint8Array): Promise<string> {
    const path = join(folder, "token");
    await writeFile(path, content);
    return path;
  }

  test("fetches secrets from files and from the environment that it is given", async () => {
    const sources = [fromFile(await file(SECRET)), fromVariable("INGEST_TOKEN")];
    expect(await loadTokens(sources, { INGEST_TOKEN: "0123456789abcdef" })).toEqual({
      ok: true,
      value: [
        { name: "prometheus", scopes: ["scrape"], secret: SECRET },
        { name: "shards", scopes: ["ingest"], secret: "0123456789abcdef" },
      ],
    });
  });

  test.each([
    ["a line feed", `${SECRET}\n`],
    ["a carriage return and a line feed", `${SECRET}\r\n`],
  ])("leaves out %s at the end of a file", async (_what, content) => {
    expect(await loadTokens([fromFile(await file(content))], {})).toMatchObject({
      value: [{ secret: SECRET }],
    });
  });

  test("without tokens there is nothing to fetch", async () => {
    expect(await loadTokens([], {})).toEqual({ ok: true, value: [] });
  });

  test.each([
    ["an empty file", "", "is empty; expected a secret"],
    ["a file with nothing but a line feed", "\n", "is empty; expected a secret"],
    [
      "15 characters",
      "123456789012345\n",
      "holds a secret of 15 characters; expected at least 16, as from: openssl rand -hex 32",
    ],
    [
      "two lines",
      `${SECRET}\n${SECRET}\n`,
      "holds blanks, line breaks or other characters that no Authorization header carries; expected one printable word",
    ],
    [
      "a blank",
      "correct horse battery staple",
      "holds blanks, line breaks or other characters that no Authorization header carries; expected one printable word",
    ],
    [
      "letters beyond ASCII",
      "überlanges-geheimnis",
      "holds blanks, line breaks or other characters that no Authorization header carries; expected one printable word",
    ],
    ["bytes that are no UTF-8", Uint8Array.of(0xff, 0xfe, 0x41), "is not UTF-8 text"],
    ["more than 64 KiB", "x".repeat(64 * 1024 + 1), "is larger than 64KiB"],
  ])("refuses %s and says which file it is", async (_what, content, complaint) => {
    const path = await file(content);
    expect(await loadTokens([fromFile(path)], {})).toEqual({
      ok: false,
      findings: [{ path: ["auth", "tokens", 0, "file"], message: `${path} ${complaint}` }],
    });
  });

  test("says why a file cannot be read, and goes on to the next token", async () => {
    const missing = join(folder, "missing");
    expect(
      await loadTokens([fromFile(missing), fromFile(folder), fromVariable("UNSET"), fromVariable("EMPTY")], {
        EMPTY: "",
      }),
    ).toEqual({
      ok: false,
      findings: [
        { path: ["auth", "tokens", 0, "file"], message: `${missing} cannot be read: no such file` },
        { path: ["auth", "tokens", 1, "file"], message: `${folder} cannot be read: it is a folder` },
        {
          path: ["auth", "tokens", 2, "env"],
          message: "the environment variable UNSET is not set; expected the token's secret in it",
        },
        {
          path: ["auth", "tokens", 3, "env"],
          message: "the environment variable EMPTY is empty; expected a secret",
        },
      ],
    });
  });

  test("no finding ever repeats any of a secret that is refused", async () => {
    const refused = fc.string({ minLength: 6, maxLength: 40, unit: "grapheme" }).map((text) => `§${text} `);
    await fc.assert(
      fc.asyncProperty(refused, async (secret) => {
        const result = await loadTokens([fromVariable("BAD")], { BAD: secret });
        expect(result.ok).toBe(false);
        expect(JSON.stringify(result)).not.toContain("§");
        expect(JSON.stringify(result)).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      propertyRuns(),
    );
  });
});
