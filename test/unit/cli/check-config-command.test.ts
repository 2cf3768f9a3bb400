import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checkConfigCommand } from "../../../src/cli/check-config-command";

const FOLDER = join(__dirname, "..", "..", "fixtures", "config");
const GOOD = join(FOLDER, "good.yml");
const STATE_IN_FILE = join(FOLDER, "good-state-in-file.yml");
const BAD = join(FOLDER, "bad-thresholds.yml");
const BAD_LINE = `${BAD}:3:17: health.forget_after: expected at least health.offline_after (2m), got 1m\n`;

interface Outcome {
  stdout: string;
  stderr: string;
  exitCode: number;
}

async function run(...args: readonly string[]): Promise<Outcome> {
  const outcome: Outcome = { stdout: "", stderr: "", exitCode: 0 };
  const command = checkConfigCommand({
    env: { ADMIN_TOKEN: "short" },
    stdout: (text) => void (outcome.stdout += text),
    stderr: (text) => void (outcome.stderr += text),
    exitWith: (code) => void (outcome.exitCode = code),
  })
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  await command.parseAsync([...args], { from: "user" });
  return outcome;
}

/** Where something stands in the good file, from 1. The file grows with every setting. */
function lineOf(text: string): number {
  return readFileSync(GOOD, "utf8").split(text)[0]?.split("\n").length ?? 0;
}

describe("check-config", () => {
  test("says in one line what a good file means", async () => {
    expect(await run(STATE_IN_FILE)).toEqual({
      stdout: `${STATE_IN_FILE}: ok: cluster tidaldb, topology and tenants in ${join(FOLDER, "state", "cluster.json")}, 0 tokens\n`,
      stderr: "",
      exitCode: 0,
    });
  });

  test("prints what is wrong on standard error and ends with 1", async () => {
    expect(await run(BAD)).toEqual({ stdout: "", stderr: BAD_LINE, exitCode: 1 });
  });

  test("checks every file, whatever comes of the one before", async () => {
    expect(await run(BAD, STATE_IN_FILE, join(FOLDER, "missing.yml"))).toMatchObject({
      stdout: expect.stringContaining(": ok: ") as string,
      stderr: `${BAD_LINE}${join(FOLDER, "missing.yml")}: cannot be read: no such file\n`,
      exitCode: 1,
    });
  });

  test("checks that the secrets of tokens, sources and peers can be had, without ever printing them", async () => {
    expect(await run(GOOD)).toEqual({
      stdout: "",
      stderr:
        `${GOOD}:${lineOf("secrets/leader.token")}:53: sources[0].authorization.credentials_file: ${join(FOLDER, "secrets", "leader.token")} cannot be read: no such file\n` +
        `${GOOD}:${lineOf("secrets/password")}:50: sources[1].basic_auth.password_file: ${join(FOLDER, "secrets", "password")} cannot be read: no such file\n` +
        `${GOOD}:${lineOf("secrets/peer.token")}:40: peers[0].authorization.credentials_file: ${join(FOLDER, "secrets", "peer.token")} cannot be read: no such file\n` +
        `${GOOD}:${lineOf("secrets/scrape.token")}:51: auth.tokens[0].file: ${join(FOLDER, "secrets", "scrape.token")} cannot be read: no such file\n` +
        `${GOOD}:${lineOf("env: ADMIN_TOKEN")}:12: auth.tokens[1].env: the environment variable ADMIN_TOKEN holds a secret of 5 characters; expected at least 16, as from: openssl rand -hex 32\n`,
      exitCode: 1,
    });
  });

  test("leaves the secrets alone when it is asked to", async () => {
    expect(await run("--syntax-only", GOOD)).toEqual({
      stdout: `${GOOD}: ok: cluster production, 3 shards, 2 tenants, 2 tokens, 2 sources, 2 peers\n`,
      stderr: "",
      exitCode: 0,
    });
  });

  test("says of a web configuration what it protects, beside other files or alone", async () => {
    const web = join(FOLDER, "..", "web-config", "users.good.yml");
    expect(await run("--web.config.file", web)).toEqual({
      stdout: `${web}: ok: no TLS, 4 users\n`,
      stderr: "",
      exitCode: 0,
    });
    expect(await run(BAD, "--web.config.file", web)).toMatchObject({ stderr: BAD_LINE, exitCode: 1 });
  });

  test("prints what is wrong with a web configuration", async () => {
    const web = join(FOLDER, "..", "web-config", "tls10.bad.yml");
    const outcome = await run("--web.config.file", web);
    expect(outcome).toMatchObject({ stdout: "", exitCode: 1 });
    expect(outcome.stderr).toContain(`${web}:5:16: tls_server_config.min_version: expected TLS12 or TLS13`);
  });

  test("says so when there is nothing to check", async () => {
    await expect(run()).rejects.toThrow("there is nothing to check");
  });
});
