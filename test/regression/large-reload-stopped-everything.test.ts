import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "../../src/app/logging/logger";
import { startExporter } from "../../src/app/start-exporter";
import { loadConfigAside } from "../../src/reload/aside/load-config-aside";
import { loadWebConfigAside } from "../../src/reload/aside/load-web-config-aside";
import { formatProblems } from "../../src/strict-yaml/config-problem";
import { loadConfig } from "../../src/config/load";
import * as parsing from "../../src/config/parse";
import { SharedRuns } from "../../src/reload/shared-runs";
import { loadWebConfig } from "../../src/web-config/load-web-config";
import * as webParsing from "../../src/web-config/parse-web-config";
import type { ShardAssignment } from "../../src/domain/membership/topology";
import { TestCluster } from "../support/domain/domain-cluster";
import { someRows, someTests, triesAll } from "../support/property-runs";

const SHARDS = 2_500;
/** A file of more than 16 KiB is large. */
const [CONFIGURED, TENANTS] = triesAll() ? [SHARDS, 1_500] : [1_000, 600];
const HASH = "$2y$04$LV/lcjfC.oC4zVa6Lly6GuTrolt9nJ6LScJCPUZQV358wylmLo2Vi";

function assignments(turn: number): ShardAssignment[] {
  return Array.from({ length: SHARDS }, (_, shardId) => ({ shardId, regionId: (shardId + turn) % 3 }));
}

function configText(turn: number): string {
  const shards = assignments(turn)
    .slice(0, CONFIGURED)
    .map(({ shardId, regionId }) => ({
      shard_id: shardId,
      region_id: regionId,
    }));
  const tenants = Array.from({ length: TENANTS }, (_, id) => ({ tenant_id: id, required_regions: [id % 3] }));
  return `${JSON.stringify({ topology: { shards }, tenants, cluster: { regions: { 1: "eu" } } })}\n`;
}

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tidaldb-exporter-large-"));
  path = join(folder, "file.yml");
});

afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describe("a large configuration", () => {
  const options = { env: { SECRET: "correct-horse-battery" }, optional: false, inForce: undefined };

  someTests(1, [
    [
      "is parsed in another thread, and comes out as it does in this one",
      async () => {
        await writeFile(
          path,
          configText(0).replace("{", '{"auth":{"tokens":[{"name":"a","scopes":["admin"],"env":"SECRET"}]},'),
        );
        const expected = await loadConfig(path, { env: options.env });
        const parse = jest.spyOn(parsing, "parseLocatedConfig");

        const loaded = await loadConfigAside(path, options);

        expect(loaded).toEqual(expected);
        expect(loaded.ok && loaded.value.config.topology.length).toBe(CONFIGURED);
        expect(parse).not.toHaveBeenCalled();
      },
    ],
    [
      "is checked there against what is in force",
      async () => {
        await writeFile(path, configText(0));
        const inForce = parsing.defaultConfig();

        const loaded = await loadConfigAside(path, {
          ...options,
          inForce: { ...inForce, storage: { kind: "file", path: "/state.json" } },
        });

        expect(formatProblems(loaded.ok ? [] : loaded.problems)).toContain(
          "storage: needs a restart to change; in force is the file /state.json",
        );
      },
    ],
    [
      "has its first hundred problems told, and how many more there are",
      async () => {
        await writeFile(path, configText(0).replaceAll('"region_id"', '"regoin_id"'));

        const loaded = await loadConfigAside(path, options);

        const problems = loaded.ok ? [] : loaded.problems;
        expect(problems).toHaveLength(101);
        expect(problems[0]).toMatchObject({ file: path, line: 1, path: "topology.shards[0].region_id" });
        expect(problems.at(-1)?.message).toBe(
          `${2 * CONFIGURED - 100} more problems; check-config lists all of them`,
        );
      },
    ],
    [
      "that is small is parsed here, where it is done sooner than a thread would begin",
      async () => {
        await writeFile(path, "{}");
        const parse = jest.spyOn(parsing, "parseLocatedConfig");

        expect((await loadConfigAside(path, options)).ok).toBe(true);
        expect(parse).toHaveBeenCalledTimes(1);
      },
    ],
    [
      "that is missing is the same problem as ever",
      async () => {
        expect(await loadConfigAside(path, options)).toEqual(await loadConfig(path, { env: {} }));
      },
    ],
  ]);
});

test("a large web configuration is parsed in another thread, with the same result and the same traces", async () => {
  const users = Array.from({ length: 400 }, (_, user) => `  user${user}: ${HASH}\n`);
  await writeFile(path, `basic_auth_users:\n${users.join("")}`);
  const expected = await loadWebConfig(path);
  const parse = jest.spyOn(webParsing, "parseWebConfig");

  const { result, reads } = await loadWebConfigAside(path);

  expect(result).toEqual(expected.result);
  expect([reads.paths, reads.fingerprint]).toEqual([expected.reads.paths, expected.reads.fingerprint]);
  expect(parse).not.toHaveBeenCalled();
});

describe("a new topology in steps", () => {
  test.each<[string, ShardAssignment[]]>(
    someRows(
      [
        ["every shard has another home", assignments(1)],
        ["half of the shards are gone", assignments(0).slice(0, SHARDS / 2)],
        ["all shards are gone", []],
        [
          "there are others",
          assignments(0).map(({ shardId, regionId }) => ({ shardId: shardId + SHARDS, regionId })),
        ],
      ],
      2,
    ),
  )("is the same as one at once when %s, in many small pieces", (_what, wanted) => {
    const [inSteps, atOnce] = [cluster(), cluster()];
    atOnce.controlPlane.replaceTopology(wanted);

    const steps = [...inSteps.controlPlane.replaceTopologyInSteps(wanted)].length;

    expect(steps).toBeGreaterThan(2);
    expect(inSteps.topology.assignments).toEqual(atOnce.topology.assignments);
    expect([...inSteps.controlPlane.snapshot().replicas]).toEqual([
      ...atOnce.controlPlane.snapshot().replicas,
    ]);
  });

  test("tells of no region's state that only half of it would have", () => {
    const some = cluster();
    const told: string[] = [];
    some.controlPlane.tick();
    some.controlPlane.onTransition(({ regionId, to }) => told.push(`${regionId} ${to}`));
    for (const shardId of assignments(0).keys()) some.beat(shardId, shardId % 3);

    const steps = some.controlPlane.replaceTopologyInSteps(assignments(1));
    while (steps.next().done !== true) some.controlPlane.tick();

    expect(told).toEqual([]);
    some.controlPlane.tick();
    expect(some.controlPlane.snapshot().regions.map(({ state }) => state)).toEqual([
      "Unknown",
      "Unknown",
      "Unknown",
    ]);
  });

  test.each<[string, ShardAssignment]>([
    ["an id that is none", { shardId: 65_536, regionId: 0 }],
    ["a shard twice", { shardId: 0, regionId: 2 }],
  ])("with %s at its end changes nothing", (_what, wrong) => {
    const some = cluster();
    const before = some.topology.version;

    expect(() => [...some.controlPlane.replaceTopologyInSteps([...assignments(1), wrong])]).toThrow(
      RangeError,
    );
    expect(some.topology.version).toBe(before);
  });

  function cluster(): TestCluster {
    return new TestCluster(assignments(0).map(({ shardId, regionId }) => [shardId, regionId]));
  }
});

test("new tenants are prepared in pieces and take the place of the old ones at once", () => {
  const { tenantRouter } = new TestCluster([]).controlPlane;
  tenantRouter.registerTenant({ tenantId: 99_999n });
  const tenants = Array.from({ length: 3_000 }, (_, id) => ({ tenantId: BigInt(id) }));

  const steps = tenantRouter.replaceInSteps(tenants);
  expect([steps.next().done, steps.next().done, tenantRouter.tenantCount]).toEqual([false, false, 1]);
  while (steps.next().done !== true);

  expect(tenantRouter.tenants).toEqual(tenants);
  expect(() => [...tenantRouter.replaceInSteps([{ tenantId: -1n }])]).toThrow(RangeError);
  expect(tenantRouter.tenantCount).toBe(3_000);
});

test("whoever asks while a run is under way shares the next one, which begins after he asked", async () => {
  const begun: number[] = [];
  const endings: (() => void)[] = [];
  const runs = new SharedRuns(async () => {
    begun.push(begun.length + 1);
    const run = begun.length;
    await new Promise<void>((resolve) => endings.push(resolve));
    return run;
  });
  const first = runs.run();
  await Promise.resolve();
  const others = [runs.run(), runs.run(), runs.run()];
  endings[0]?.();
  expect(await first).toBe(1);
  await Promise.resolve();
  await Promise.resolve();
  endings[1]?.();

  expect(await Promise.all(others)).toEqual([2, 2, 2]);
  expect(begun).toEqual([1, 2]);
});

test("two hundred reloads at once are carried out once, after the one that is under way", async () => {
  const log: string[] = [];
  await writeFile(path, "topology: { shards: [{ shard_id: 1, region_id: 1 }] }");
  const exporter = await startExporter({
    configPath: path,
    listenAddresses: ["127.0.0.1:0"],
    logger: createLogger("info", "json", { write: (line) => log.push(line) }),
    env: {},
    buildInfo: { version: "1.2.3", revision: "abc", nodeVersion: "v20.0.0" },
  });
  if (!exporter) throw new Error(log.join(""));
  try {
    await writeFile(path, "topology: { shards: [{ shard_id: 2, region_id: 2 }] }");
    const replace = jest.spyOn(exporter.controlPlane, "replaceTopologyInSteps");
    const first = exporter.reload();
    await Promise.resolve();
    await Promise.all(Array.from({ length: 200 }, () => exporter.reload()));
    await first;

    expect(log.filter((line) => line.includes('"configuration reloaded"'))).toHaveLength(2);
    expect(replace).toHaveBeenCalledTimes(2);
    expect(exporter.controlPlane.topology.assignments).toEqual([{ shardId: 2, regionId: 2 }]);
  } finally {
    await exporter.stop();
  }
});
