import { isDeepStrictEqual } from "node:util";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileStore } from "../../../../src/store/file/file-store";
import { NatsStore } from "../../../../src/store/nats/nats-store";
import { StoreConflictError } from "../../../../src/store/store-conflict-error";
import { StoreUnreachableError } from "../../../../src/store/store-unreachable-error";
import type { StoredState } from "../../../../src/store/store";
import { MemoryBucket, MemoryServers } from "../../../support/store/memory-bucket";

const EMPTY: StoredState = { shards: [], tenants: [], retired: [] };
const ONE: StoredState = { ...EMPTY, shards: [{ shardId: 1, regionId: 0 }] };
const TWO: StoredState = { ...EMPTY, shards: [{ shardId: 1, regionId: 2 }] };

describe("A store in a bucket that others write to", () => {
  let folder: string;
  let servers: MemoryServers;
  const opened: NatsStore[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nats-store-"));
    servers = new MemoryServers();
  });

  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    rmSync(folder, { recursive: true });
  });

  async function open(name: string, bucket = new MemoryBucket(servers), hasCopy = false) {
    const copy = await FileStore.open(join(folder, `${name}.json`));
    const store = await NatsStore.open({ bucket, copy, hasCopy, lookEveryMs: 10 });
    opened.push(store);
    return { store, bucket, copy };
  }

  test("lets one of two writers win; the other loads what it lost to and may go on from there", async () => {
    const { store: a } = await open("a");
    const { store: b } = await open("b");

    await a.save(ONE);

    await expect(b.save(TWO)).rejects.toThrow(StoreConflictError);
    expect(await b.load()).toEqual(ONE);
    await b.save(TWO);
    expect(await a.load()).toEqual(TWO);
  });

  test("tells that somebody else saved, and is silent about what it saved itself", async () => {
    const { store: a } = await open("a");
    const { store: b } = await open("b");
    const told: string[] = [];
    a.shared.onChange(() => told.push("a"));
    await a.check();
    await a.save(ONE);
    await a.check();
    expect(told).toEqual([]);

    await b.load();
    await b.save(TWO);
    expect(told).toContain("a");
  });

  test("finds by looking what a watch that fell silent does not tell", async () => {
    const { store: a, bucket } = await open("a");
    const { store: b } = await open("b");
    await a.check();
    bucket.isMute = true;

    const told = new Promise<void>((resolve) => a.shared.onChange(resolve));
    await b.save(ONE);

    await expect(told).resolves.toBeUndefined();
    expect(await a.load()).toEqual(ONE);
  });

  test("makes a silent watch anew", async () => {
    const { store: a, bucket } = await open("a");
    const { store: b } = await open("b");
    await a.check();
    const before = [...servers.watchers];
    bucket.isMute = true;
    await b.save(ONE);
    bucket.isMute = false;
    // Told by nobody: the watch of before is gone as far as the store can tell.
    servers.watchers.clear();
    for (let look = 0; look < 3; look += 1) await a.check();

    expect(servers.watchers.size).toBeGreaterThan(0);
    expect(before.some((watcher) => servers.watchers.has(watcher))).toBe(false);
  });

  test("refuses saves while NATS is gone, says why, and saves again when it is back", async () => {
    const { store, bucket } = await open("a");
    await store.save(ONE);
    bucket.cutOff("connection refused");

    await expect(store.save(TWO)).rejects.toThrow(/the bucket memory.*cannot be reached: connection refused/);
    await expect(store.check()).rejects.toThrow(StoreUnreachableError);

    bucket.join();
    await store.check();
    await store.save(TWO);
    expect(await store.load()).toEqual(TWO);
  });

  test("starts from its copy while NATS is gone, and loads what others saved when it is back", async () => {
    const { store: a } = await open("a");
    const { store: b } = await open("b");
    await a.save({ ...ONE, known: [{ shardId: 1, regionId: 0, silentNs: 5n }] });
    await a.close();
    await b.load();
    await b.save(TWO);
    const bucket = new MemoryBucket(servers);
    bucket.cutOff();

    const { store: again } = await open("a", bucket, true);
    expect(await again.load()).toEqual({ ...ONE, known: [{ shardId: 1, regionId: 0, silentNs: 5n }] });
    await expect(again.save(ONE)).rejects.toThrow(StoreUnreachableError);

    const told = new Promise<void>((resolve) => again.shared.onChange(resolve));
    bucket.join();
    await told;
    expect((await again.load()).shards).toEqual(TWO.shards);
  });

  test("lets no change build on a copy: what is in the bucket has to be seen first", async () => {
    const { store: a } = await open("a");
    await a.save(ONE);
    await a.close();
    const bucket = new MemoryBucket(servers);
    bucket.cutOff();
    const { store: again } = await open("a", bucket, true);
    bucket.join();

    await expect(again.save(TWO)).rejects.toThrow(StoreConflictError);
    await again.load();
    await again.save(TWO);
  });

  test("does not start without NATS and without a copy", async () => {
    const bucket = new MemoryBucket(servers);
    bucket.cutOff();

    await expect(open("a", bucket)).rejects.toThrow(
      /connection refused, and there is no local copy to start from/,
    );
  });

  test("fills a bucket that was lost with what it knows", async () => {
    const { store } = await open("a");
    await store.save(ONE);
    servers.entries.clear();
    servers.revision = 0;

    expect(await store.load()).toEqual(ONE);
    expect(servers.entries.get("state")?.revision).toBe(1);
  });

  test("waits for a leader's successor, and writes once", async () => {
    const { store, bucket } = await open("a");
    bucket.leaderless = 2;

    await store.save(ONE);

    expect(servers.revision).toBe(1);
  });

  test("knows a save of its own whose answer was lost", async () => {
    const { store, bucket } = await open("a");
    bucket.losesAnswers = true;
    const saving = store.save(ONE);

    await expect(saving).resolves.toBeUndefined();
    expect(servers.revision).toBe(1);
    bucket.losesAnswers = false;
    await store.save(TWO);
    expect(servers.revision).toBe(2);
  });

  test("keeps a large state compressed and loads it without a difference", async () => {
    const { store: a } = await open("a");
    const { store: b } = await open("b");
    const shards = Array.from({ length: 20_000 }, (_, shardId) => ({ shardId, regionId: shardId % 7 }));

    await a.save({ ...EMPTY, shards });

    expect(servers.entries.get("state")?.value?.length).toBeLessThan(200_000);
    expect(isDeepStrictEqual((await b.load()).shards, shards)).toBe(true);
  });

  test("refuses a value that it cannot read, and names the key", async () => {
    servers.entries.set("state", { revision: 1, value: Buffer.from('{"version": 99}') });
    servers.revision = 1;

    await expect(open("a")).rejects.toThrow(
      /the key state in the bucket memory.*cannot be understood: version/,
    );
  });

  test("does not expect a replica again that another control plane knew when it was removed", async () => {
    const { store: a } = await open("a");
    await a.save({ ...EMPTY, retired: [{ shardId: 7, silentSinceNs: 1n }] });
    const { store: b } = await open("b");
    await b.shared.saveKnown([
      { shardId: 7, regionId: 0, silentNs: 0n },
      { shardId: 8, regionId: 0, silentNs: 0n },
    ]);

    const { store: c } = await open("c");
    expect((await c.load()).known).toEqual([{ shardId: 8, regionId: 0, silentNs: 0n }]);
  });
});
