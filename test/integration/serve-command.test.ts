import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../src/cli/program";
import { recordingHost } from "../support/app/cli-host";

const folder = mkdtempSync(join(tmpdir(), "tidaldb-exporter-serve-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function runToEnd(...args: readonly string[]) {
  const host = recordingHost();
  await runProgram(args, host);
  return host;
}

describe("the command serve", () => {
  test("serves the metrics, reloads on SIGHUP, and is over with 0 after SIGTERM", async () => {
    const path = file("good.yml", "topology: { shards: [ { shard_id: 1, region_id: 0 } ] }\n");
    const host = recordingHost();
    const over = runProgram(
      ["--config.file", path, "--web.listen-address=127.0.0.1:0", "--web.telemetry-path=/m"],
      host,
    );
    const [, address] = await host.untilError(/address=(\S+)[\s\S]*msg=ready/);
    const metrics = async (): Promise<string> => (await fetch(`http://${String(address)}/m`)).text();

    expect(await metrics()).toContain("tidaldb_cluster_shards 1\n");

    file("good.yml", "topology: { shards: [] }\n");
    host.send("SIGHUP");
    await host.untilError(/configuration reloaded/);
    expect(await metrics()).toContain("tidaldb_cluster_shards 0\n");

    host.send("SIGTERM");
    await over;
    expect(host.exitCode).toBe(0);
    expect(host.errors).toMatch(/msg=stopped\n$/);
    await expect(metrics()).rejects.toThrow("fetch failed");
  });

  test("takes from the environment what no flag says", async () => {
    const twin = "TIDALDB_EXPORTER_WEB_LISTEN_ADDRESS";
    process.env[twin] = "nowhere";
    try {
      expect((await runToEnd()).errors).toContain("--web.listen-address: expected HOST:PORT");
    } finally {
      Reflect.deleteProperty(process.env, twin);
    }
  });

  test("listens on every address that is given", async () => {
    const host = recordingHost();
    const over = runProgram(["--web.listen-address=127.0.0.1:0", "--web.listen-address=127.0.0.1:0"], host);
    await host.untilError(/msg=ready/);

    const addresses = [...host.errors.matchAll(/address=(\S+)/g)].map(([, address]) => String(address));
    expect(new Set(addresses).size).toBe(2);
    for (const address of addresses) expect((await fetch(`http://${address}/-/ready`)).status).toBe(200);

    host.send("SIGINT");
    await over;
  });

  test.each([
    [
      "a bad configuration",
      () => ["--config.file", file("bad.yml", "cluster: { nme: x }\n")],
      "cluster.nme: unknown key; did you mean name?",
    ],
    [
      "a configuration that is not there",
      () => ["--config.file", join(folder, "none.yml")],
      `bad configuration: ${join(folder, "none.yml")}: cannot be read: no such file`,
    ],
    [
      "a path of the metrics that is another route's",
      () => ["--web.listen-address=127.0.0.1:0", "--web.telemetry-path=/health"],
      "--web.telemetry-path: /health is taken by another route, getHealth; choose another path",
    ],
    [
      "a bad address",
      () => ["--web.listen-address", "localhost"],
      "--web.listen-address: expected HOST:PORT",
    ],
  ])("is over with 1 and says why: %s", async (_, args, message) => {
    const { exitCode, errors, output } = await runToEnd(...args());

    expect(errors).toContain(message);
    expect(output).toBe("");
    expect(exitCode).toBe(1);
  });

  test("is over with 1 and names the flag, without a stack, when the address is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    try {
      const { exitCode, errors } = await runToEnd("--web.listen-address", address);

      expect(errors).toContain(address);
      expect(errors).toContain("--web.listen-address");
      expect(errors).not.toContain("    at ");
      expect(exitCode).toBe(1);
    } finally {
      other.close();
    }
  });
});
