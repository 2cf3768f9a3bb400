import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatProblems } from "../../../src/strict-yaml/config-problem";
import { loadConfig } from "../../../src/config/load";
import type { LoadResult } from "../../../src/config/load";
import { ConfigReloader } from "../../../src/reload/reload";
import type { Environment } from "../../../src/config/tokens";

describe("ConfigReloader", () => {
  let folder: string;
  let path: string;
  let wallNs: bigint;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-reload-"));
    path = join(folder, "config.yml");
    wallNs = 1_000n;
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function start(text: string | undefined, env: Environment = {}): Promise<ConfigReloader> {
    if (text !== undefined) await writeFile(path, text);
    const initial = await loadConfig(path, { env, optional: true });
    if (!initial.ok) throw new Error(formatProblems(initial.problems));
    return new ConfigReloader({
      path,
      env,
      initial: initial.value,
      clock: () => ({ monotonicMs: 0, wallNs }),
    });
  }

  function nameOf(result: LoadResult | undefined): string {
    if (result === undefined) return "none";
    return result.ok
      ? result.value.config.controlPlane.clusterName
      : formatProblems(result.problems).replaceAll(path, "config.yml");
  }

  test("starts with what it is given, as a success of that moment", async () => {
    const reloader = await start("cluster: { name: first }");
    expect(reloader.current.config.controlPlane.clusterName).toBe("first");
    expect([reloader.lastReloadSuccessful, reloader.lastSuccessAtNs]).toEqual([true, 1_000n]);
  });

  test("a good file takes the place of the current configuration and moves the time of the last success", async () => {
    const reloader = await start("cluster: { name: first }");
    await writeFile(path, "cluster: { name: second }");
    wallNs = 2_000n;
    expect(nameOf(await reloader.reload())).toBe("second");
    expect(reloader.current.config.controlPlane.clusterName).toBe("second");
    expect([reloader.lastReloadSuccessful, reloader.lastSuccessAtNs]).toEqual([true, 2_000n]);
  });

  test("a bad file changes nothing but the success flag, until a good one comes", async () => {
    const reloader = await start("cluster: { name: first }");
    await writeFile(path, "cluster: { nam: second }");
    wallNs = 2_000n;
    expect(nameOf(await reloader.reload())).toBe(
      "config.yml:1:12: cluster.nam: unknown key; did you mean name?\n",
    );
    expect(reloader.current.config.controlPlane.clusterName).toBe("first");
    expect([reloader.lastReloadSuccessful, reloader.lastSuccessAtNs]).toEqual([false, 1_000n]);
    await writeFile(path, "cluster: { name: third }");
    wallNs = 3_000n;
    await reloader.reload();
    expect([reloader.lastReloadSuccessful, reloader.lastSuccessAtNs]).toEqual([true, 3_000n]);
  });

  test("the secrets of tokens are read again too", async () => {
    const token = join(folder, "token");
    await writeFile(token, "first-secret-of-all");
    const reloader = await start("auth: { tokens: [{ name: a, scopes: [scrape], file: token }] }");
    await writeFile(token, "second-secret-of-all");
    await reloader.reload();
    expect(reloader.current.tokens.map(({ secret }) => secret)).toEqual(["second-secret-of-all"]);
  });

  test.each([
    [
      "the storage",
      "storage: { kind: file, path: state.json }",
      "config.yml:1:10: storage: needs a restart to change; in force is config\n",
    ],
    [
      "the time for a request",
      "http:\n  request_timeout: 10s",
      "config.yml:2:20: http.request_timeout: needs a restart to change; in force is 30s\n",
    ],
    [
      "the other limits of the server",
      "http: { max_header: 8KiB, header_timeout: 1s, idle_timeout: 1m, max_connections: 0 }",
      [
        "config.yml:1:21: http.max_header: needs a restart to change; in force is 16KiB",
        "config.yml:1:43: http.header_timeout: needs a restart to change; in force is 10s",
        "config.yml:1:61: http.idle_timeout: needs a restart to change; in force is 1m15s",
        "config.yml:1:82: http.max_connections: needs a restart to change; in force is 65536",
        "",
      ].join("\n"),
    ],
  ])("a change of %s needs a restart, and is refused as a whole", async (_what, text, problem) => {
    const reloader = await start("{}");
    await writeFile(path, `${text}\ncluster: { name: second }`);
    expect(nameOf(await reloader.reload())).toBe(problem);
    expect(reloader.current.config.controlPlane.clusterName).toBe("tidaldb");
  });

  test("storage that is removed from the file needs a restart too; the file is named", async () => {
    const reloader = await start("storage: { kind: file, path: state.json }");
    await writeFile(path, "cluster: { name: second }");
    expect(nameOf(await reloader.reload())).toBe(
      `config.yml:1:1: storage: needs a restart to change; in force is the file ${join(folder, "state.json")}\n`,
    );
  });

  test("the same storage may stay", async () => {
    const reloader = await start("storage: { kind: file, path: state.json }");
    await writeFile(
      path,
      `storage: { kind: file, path: ${join(folder, "state.json")} }\ncluster: { name: second }`,
    );
    expect(nameOf(await reloader.reload())).toBe("second");
  });

  test("a file that was there and is gone is a problem, not a return to the defaults", async () => {
    const reloader = await start("cluster: { name: first }");
    await rm(path);
    expect(nameOf(await reloader.reload())).toBe("config.yml: cannot be read: no such file\n");
    expect(reloader.current.config.controlPlane.clusterName).toBe("first");
  });

  test("a file that never was there may stay away, and is read once it comes", async () => {
    const reloader = await start(undefined);
    expect(nameOf(await reloader.reload())).toBe("tidaldb");
    await writeFile(path, "cluster: { name: late }");
    expect(nameOf(await reloader.reload())).toBe("late");
  });

  test("requests that come during a read share the next one, which sees what was written before them", async () => {
    const reloader = await start("cluster: { name: first }");
    await writeFile(path, "cluster: { name: second }");
    const reads: Promise<LoadResult>[] = [reloader.reload()];
    await Promise.resolve();
    await Promise.resolve();
    await writeFile(path, "cluster: { name: third }");
    reads.push(reloader.reload(), reloader.reload(), reloader.reload());
    const results = await Promise.all(reads);
    expect(results.slice(1).map(nameOf)).toEqual(["third", "third", "third"]);
    expect(new Set(results.slice(1)).size).toBe(1);
    expect(reloader.current.config.controlPlane.clusterName).toBe("third");
  });
});
