import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataDirectory } from "../../data-directory";
import type { ClusterShape } from "../../data-directory";
import { temporaryDirectories } from "../support/temporary-directories";

const newDirectory = temporaryDirectories();

const SHAPE: ClusterShape = { regions: ["us-east", "eu-west"], shardsPerRegion: 5, routing: "hash" };

describe("a directory for one run", () => {
  test("is a new one, and only that one is removed", () => {
    const [data, other] = [DataDirectory.temporary(), DataDirectory.temporary()];
    writeFileSync(join(data.path, "own"), "");
    data.close();
    data.close();
    expect([existsSync(data.path), existsSync(other.path)]).toEqual([false, true]);
    other.close();
  });
});

describe("a directory that stays", () => {
  test("is made if need be, keeps what is in it, and is free for the next one of the same shape", () => {
    const path = join(newDirectory(), "made", "here");
    const data = DataDirectory.kept(path, SHAPE);
    writeFileSync(join(path, "own"), "");
    data.close();
    const again = DataDirectory.kept(path, SHAPE);
    expect(readdirSync(path).sort()).toEqual(["cluster.json", "lock", "own"]);
    again.close();
  });

  test("belongs to one process at a time", () => {
    const path = newDirectory();
    const data = DataDirectory.kept(path, SHAPE);
    expect(() => DataDirectory.kept(path, SHAPE)).toThrow("another reference cluster uses it");
    data.close();
    DataDirectory.kept(path, SHAPE).close();
  });

  test.each<[string, Partial<ClusterShape>]>([
    ["regions us-east,ap-south, 5 shards", { regions: ["us-east", "ap-south"] }],
    ["regions eu-west,us-east, 5 shards", { regions: ["eu-west", "us-east"] }],
    ["4 shards per region", { shardsPerRegion: 4 }],
    ["range routing", { routing: "range" }],
  ])("refuses a cluster of %s, and stays as it was", (said, change) => {
    const path = newDirectory();
    DataDirectory.kept(path, SHAPE).close();
    const refused = (): DataDirectory => DataDirectory.kept(path, { ...SHAPE, ...change });
    expect(refused).toThrow(said);
    expect(refused).toThrow("found that of regions us-east,eu-west, 5 shards per region and hash routing");
    DataDirectory.kept(path, SHAPE).close();
  });

  test("is not one in which something else lies: nothing is written there", () => {
    const path = newDirectory();
    mkdirSync(join(path, "photographs"));
    expect(() => DataDirectory.kept(path, SHAPE)).toThrow('found "photographs"; give another directory');
    expect(readdirSync(path)).toEqual(["photographs"]);
  });

  test("is refused by name when what it says of its cluster cannot be read", () => {
    const path = newDirectory();
    writeFileSync(join(path, "cluster.json"), "{}");
    expect(() => DataDirectory.kept(path, SHAPE)).toThrow(/cluster\.json: regions: /);
  });
});
