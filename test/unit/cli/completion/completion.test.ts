import { spawnSync } from "node:child_process";
import { runProgram } from "../../../../src/cli/program";
import { recordingHost } from "../../../support/app/cli-host";

async function script(shell: string): Promise<string> {
  const host = recordingHost();
  await runProgram(["completion", shell], host);
  return host.output;
}

/** What bash offers behind a line. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const line = ["tidaldb-exporter", ...words].map((word) => `'${word}'`).join(" ");
  const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _tidaldb_exporter; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", `${await script("bash")}\n${ask}`], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.trim().split("\n");
}

test.each([
  [["st"], ["status"]],
  [
    ["explain", ""],
    ["region", "help", "--help"],
  ],
  [["completion", "--"], ["--help"]],
  [["status", "--w"], ["--watch"]],
  [["--log.level", "warn", "plan", "--reg"], ["--regions"]],
  [["plan", "--detail", "f"], ["follower"]],
  [
    ["events", "--kind", "shard_"],
    ["shard_assigned", "shard_removed"],
  ],
  [["events", "--region", ""], [""]],
  [["explain", "region", "--exit"], ["--exit-code"]],
])("bash offers behind %j %j", async (words, expected) => {
  expect(await offered(...words)).toEqual(expected);
});

test("bash offers every command and nothing twice", async () => {
  const all = await offered("");

  expect(all).toEqual(expect.arrayContaining(["serve", "status", "events", "completion", "--version"]));
  expect(all).toEqual([...new Set(all)]);
});

test("bash offers files behind a flag that takes one", async () => {
  expect(await offered("serve", "--config.file", "/etc/host")).toContain("/etc/hosts");
});

test.each(["check-config", "replay"])("files are offered behind %s, which takes some", async (command) => {
  expect(await offered(command, "/etc/host")).toContain("/etc/hosts");
  expect(await offered("explain", "region", "/etc/host")).toEqual([""]);
  const [, ofCommand = ""] = (await script("zsh")).split(`    "${command}")\n`);
  expect(ofCommand.split(";;")[0]).toContain(" '*:file:_files'");
});

test("the script for zsh has every command and flag with its meaning, quoted", async () => {
  const text = await script("zsh");

  expect(text).toMatch(/^#compdef tidaldb-exporter\n/);
  expect(text).toContain("'explain:why something is as it is'");
  expect(text).toContain("'*--token-file[file with a bearer token]:path:_files'");
  expect(text).toContain("'*--detail[metrics.detail of the configuration]:value:(region shard follower)'");
  // Quotes come in pairs, or the shell would read on and on.
  for (const line of text.split("\n")) {
    expect(line.replaceAll("'\\''", "").split("'").length % 2).toBe(1);
  }
});

test("another shell is refused with those that there are", async () => {
  const host = recordingHost();
  await runProgram(["completion", "fish"], host);

  expect(host.errors).toContain("Allowed choices are bash, zsh.");
  expect(host.exitCode).toBe(1);
});
