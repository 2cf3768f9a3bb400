import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NatsConfig, NatsIdentityConfig } from "../../../src/config/nats";
import { natsFileFindings } from "../../../src/config/nats-files";

const SEED = `SU${"A".repeat(56)}`;
const CREDENTIALS = [
  "-----BEGIN NATS USER JWT-----",
  "eyJ0",
  "------END NATS USER JWT------",
  "-----BEGIN USER NKEY SEED-----",
  SEED,
  "------END USER NKEY SEED------",
].join("\n");

describe("The files that the section nats names", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nats-files-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function written(text: string): string {
    const path = join(folder, "file");
    writeFileSync(path, text);
    return path;
  }

  function natsWith(identity: NatsIdentityConfig, tls?: NatsConfig["tls"]): NatsConfig {
    return { servers: ["nats-1"], heartbeats: false, identity, tls };
  }

  test.each([
    ["credentials", "credentials", CREDENTIALS, true],
    ["a token in their place", "credentials", "s3cret-token", false],
    ["a seed with its newline", "nkey", `${SEED}\n`, true],
    ["a public key in its place", "nkey", `U${"A".repeat(55)}`, false],
    ["a token", "token", "s3cret-token\n", true],
    ["two words", "token", "s3cret token", false],
    ["nothing", "token", "\n", false],
  ] as const)("%s: read as %s", async (_, kind, text, isGood) => {
    const findings = await natsFileFindings(natsWith({ kind, file: written(text) }));

    expect(findings).toHaveLength(isGood ? 0 : 1);
    expect(JSON.stringify(findings)).not.toContain("s3cret");
  });

  test("names the key whose file is missing, and the one that holds no PEM", async () => {
    const tls = { caFile: join(folder, "missing"), keyFile: written("no key") };
    const findings = await natsFileFindings(natsWith({ kind: "nobody" }, tls));

    expect(findings.map(({ path }) => path.join("."))).toEqual(["nats.tls.ca_file", "nats.tls.key_file"]);
    expect(findings[1]?.message).toMatch(/holds something else; expected a key in PEM$/);
  });

  test("asks for nothing where nothing is configured", async () => {
    expect(await natsFileFindings(undefined)).toEqual([]);
  });
});
