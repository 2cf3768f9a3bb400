import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HeardKeeper } from "../../../../src/app/cluster/heard-keeper";
import { createLogger } from "../../../../src/app/logging/logger";
import { HeardFile } from "../../../../src/store/file/heard-file";
import { TestCluster } from "../../../support/domain/domain-cluster";

let folder: string;
let file: HeardFile;
let log: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "heard-keeper-"));
  file = new HeardFile(join(folder, "state.json"));
  log = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function recall(cluster: TestCluster): Promise<HeardKeeper> {
  const logger = createLogger("info", "json", { write: (line) => log.push(line) });
  return HeardKeeper.recall(file, cluster.controlPlane, cluster.time.clock, logger);
}

test("what one process heard the next one remembers, and says so", async () => {
  const before = new TestCluster([[0, 0]]);
  before.beat(0, 0);
  before.run(60_000);
  await (await recall(before)).finish();
  const cluster = new TestCluster([[0, 0]], {}, { monotonicMs: before.time.monotonicMs + 1_000 });
  await recall(cluster);
  expect(cluster.regionState(0)).toBe("Offline");
  expect(log.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { msg: "what was heard before the start is remembered", replicas: 1 },
  ]);
});

test("a file that cannot be used is a warning, and the start goes on without", async () => {
  writeFileSync(file.path, "{}");
  const cluster = new TestCluster([[0, 0]]);
  await recall(cluster);
  expect(cluster.regionState(0)).toBe("Unknown");
  expect(log).toEqual([expect.stringContaining("what was heard before the start is not remembered")]);
});

test("when it was kept stands still while it cannot be, and goes on", async () => {
  const cluster = new TestCluster();
  const keeper = await recall(cluster);
  const startNs = cluster.time.wallNs;
  mkdirSync(`${file.path}.saving`);
  cluster.time.advance(5_000);
  await expect(keeper.keep()).rejects.toThrow("cannot write");
  expect(keeper.keptAtNs).toBe(startNs);
  rmdirSync(`${file.path}.saving`);
  await keeper.keep();
  expect(keeper.keptAtNs).toBe(cluster.time.wallNs);
});

test("one writing at a time: who comes meanwhile shares it, and the last one waits for it", async () => {
  const cluster = new TestCluster();
  const keeper = await recall(cluster);
  const kept = keeper.keep();
  expect(keeper.keep()).toBe(kept);
  await keeper.finish();
  expect(readFileSync(file.path, "latin1")).toMatch(/^kept .* ended$/m);
});
