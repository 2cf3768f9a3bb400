import * as fc from "fast-check";
import { U16_MAX, U64_MAX } from "../../src/domain/terms/ids";
import type { RetiredMember } from "../../src/domain/membership/retired-member";
import type { MaintenanceWindow } from "../../src/domain/terms/maintenance-window";
import type { TenantConfig } from "../../src/domain/terms/tenant";
import type { Store, StoredState } from "../../src/store/store";
import { propertyRuns } from "../support/property-runs";

/** One place where a state is kept, which stores can be opened on one after the other. */
export interface StorePlace {
  open(): Promise<Store>;
  /** Gives back what the place takes up. Stores opened on it are closed by then. */
  dispose(): void;
}

/** The same place, once it holds a state. */
export async function filled(place: StorePlace, initial: StoredState | undefined): Promise<StorePlace> {
  if (initial === undefined) return place;
  const store = await place.open();
  await store.save(initial);
  await store.close();
  return place;
}

const EMPTY: StoredState = { shards: [], tenants: [], retired: [] };

const FULL: StoredState = {
  shards: [
    { shardId: 0, regionId: U16_MAX },
    { shardId: U16_MAX, regionId: 0 },
    { shardId: 7, regionId: 7 },
  ],
  tenants: [
    { tenantId: 0n },
    {
      tenantId: U64_MAX,
      maxSignalsPerSec: U64_MAX,
      maxEntities: 0n,
      maxStorageBytes: 2n ** 53n + 1n,
      requiredRegions: [3, 0, U16_MAX],
    },
    { tenantId: 2n ** 53n - 1n, requiredRegions: [] },
  ],
  retired: [
    { shardId: 0, regionId: 0, silentSinceNs: 0n },
    { shardId: U16_MAX, silentSinceNs: U64_MAX },
    { regionId: U16_MAX, silentSinceNs: 2n ** 53n + 1n },
  ],
  maintenance: [
    { id: "a", regionId: 0, by: "alice", reason: "kernel", startedNs: 0n, untilNs: 2n ** 53n + 1n },
    {
      id: "A.b_c-9",
      regionId: U16_MAX,
      shardId: U16_MAX,
      by: "İpek",
      reason: 'disk "7" \\ swap',
      startedNs: U64_MAX,
      untilNs: U64_MAX,
      leaseUntilNs: U64_MAX,
    },
  ],
};

const u16 = fc.integer({ min: 0, max: U16_MAX });
const u64 = fc.bigInt({ min: 0n, max: U64_MAX });

const tenant: fc.Arbitrary<TenantConfig> = fc.record(
  {
    tenantId: u64,
    maxSignalsPerSec: u64,
    maxEntities: u64,
    maxStorageBytes: u64,
    requiredRegions: fc.array(u16, { maxLength: 4 }),
  },
  { requiredKeys: ["tenantId"], noNullPrototype: true },
);

const retired: fc.Arbitrary<RetiredMember> = fc.oneof(
  fc.record({ shardId: u16, regionId: u16, silentSinceNs: u64 }, { noNullPrototype: true }),
  fc.record({ shardId: u16, silentSinceNs: u64 }, { noNullPrototype: true }),
  fc.record({ regionId: u16, silentSinceNs: u64 }, { noNullPrototype: true }),
);

const planned: fc.Arbitrary<MaintenanceWindow> = fc
  .record(
    {
      id: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,9}$/),
      startedNs: u64,
      untilNs: u64,
      leaseUntilNs: u64,
    },
    { requiredKeys: ["id", "startedNs", "untilNs"], noNullPrototype: true },
  )
  .chain((times) =>
    fc
      .record({ regionId: u16, shardId: u16 }, { requiredKeys: ["shardId"], noNullPrototype: true })
      .map((subject) => ({ ...times, ...subject, by: "alice", reason: "upgrade" })),
  );

const anyState: fc.Arbitrary<StoredState> = fc.record(
  {
    shards: fc.uniqueArray(fc.record({ shardId: u16, regionId: u16 }, { noNullPrototype: true }), {
      selector: ({ shardId }) => shardId,
    }),
    tenants: fc.uniqueArray(tenant, { selector: ({ tenantId }) => tenantId }),
    retired: fc.uniqueArray(retired, { selector: ({ shardId, regionId }) => `${shardId}/${regionId}` }),
    maintenance: fc.uniqueArray(planned, { selector: ({ id }) => id, minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ["shards", "tenants", "retired"], noNullPrototype: true },
);

const UNLOADABLE: readonly (readonly [string, StoredState, RegExp])[] = [
  [
    "a shard id past 16 bits",
    { ...EMPTY, shards: [{ shardId: 65536, regionId: 0 }] },
    /topology\.shards\.0\.shard_id.*65536/,
  ],
  ["a region id that is no number", { ...EMPTY, shards: [{ shardId: 0, regionId: NaN }] }, /region_id.*NaN/],
  [
    "a shard with two homes",
    {
      ...EMPTY,
      shards: [
        { shardId: 4, regionId: 0 },
        { shardId: 4, regionId: 1 },
      ],
    },
    /topology\.shards\.1\.shard_id: shard 4/,
  ],
  [
    "a tenant limit past 64 bits",
    { ...EMPTY, tenants: [{ tenantId: 1n, maxEntities: 2n ** 64n }] },
    /max_entities/,
  ],
  [
    "a tenant listed twice",
    { ...EMPTY, tenants: [{ tenantId: 9n }, { tenantId: 9n }] },
    /tenants\.1\.tenant_id: tenant 9/,
  ],
  [
    "a removed region past 16 bits",
    { ...EMPTY, retired: [{ regionId: 65536, silentSinceNs: 0n }] },
    /retired\.0\.region_id.*65536/,
  ],
  [
    "something that left and is neither shard nor region",
    { ...EMPTY, retired: [{ silentSinceNs: 0n }] },
    /retired\.0: expected a shard_id, a region_id or both, got neither/,
  ],
  [
    "a time past 64 bits",
    { ...EMPTY, retired: [{ shardId: 1, silentSinceNs: 2n ** 64n }] },
    /retired\.0\.silent_since_ns/,
  ],
  [
    "a removed shard listed twice",
    {
      ...EMPTY,
      retired: [
        { shardId: 1, silentSinceNs: 0n },
        { shardId: 1, regionId: 0, silentSinceNs: 0n },
        { shardId: 1, silentSinceNs: 1n },
      ],
    },
    /retired\.2: shard 1 is already listed in retired\.0/,
  ],
  [
    "planned work on nothing",
    { ...EMPTY, maintenance: [{ id: "a", by: "alice", reason: "upgrade", startedNs: 0n, untilNs: 1n }] },
    /maintenance\.0\.region_id: expected a region_id, a shard_id or both, got neither/,
  ],
  [
    "planned work listed twice",
    {
      ...EMPTY,
      maintenance: [1, 2].map((regionId) => ({
        id: "a",
        regionId,
        by: "alice",
        reason: "upgrade",
        startedNs: 0n,
        untilNs: 1n,
      })),
    },
    /maintenance\.1\.id: a is already listed in maintenance\.0/,
  ],
];

/** The part of the contract that holds for every store, whether it can be changed or not. */
export function describeAnyStore(
  name: string,
  makePlace: (initial: StoredState) => Promise<StorePlace>,
): void {
  describe(`${name}, as any store`, () => {
    let place: StorePlace;
    let store: Store;

    beforeEach(async () => {
      place = await makePlace(FULL);
      store = await place.open();
    });

    afterEach(async () => {
      await store.close();
      place.dispose();
    });

    test("loads what is kept, every bit of it, as often as it is asked", async () => {
      expect(await store.load()).toEqual(FULL);
      expect(await store.load()).toEqual(FULL);
    });

    test("loads an empty state from a place that keeps an empty one", async () => {
      const emptyPlace = await makePlace(EMPTY);
      const emptyStore = await emptyPlace.open();
      expect(await emptyStore.load()).toEqual(EMPTY);
      await emptyStore.close();
      emptyPlace.dispose();
    });

    test("says where the state is kept in words that end a sentence", () => {
      expect(store.keptIn).toMatch(/^the [^\n]+[^.\s]$/);
    });

    test("is reachable while it is open", async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });

    test("may be closed twice and refuses everything else afterwards", async () => {
      await store.close();
      await store.close();
      await expect(store.load()).rejects.toThrow("closed");
      await expect(store.check()).rejects.toThrow("closed");
      await expect(store.save(EMPTY)).rejects.toThrow();
    });
  });
}

/** The part of the contract for a store whose state is declared elsewhere. */
export function describeReadOnlyStore(
  name: string,
  makePlace: (initial: StoredState) => Promise<StorePlace>,
): void {
  describe(`${name}, as a read-only store`, () => {
    test("says that it is read-only, throws on a save, naming the place to change, and keeps what it had", async () => {
      const place = await makePlace(FULL);
      const store = await place.open();
      expect(store.readOnly).toBe(true);
      await expect(store.save(EMPTY)).rejects.toThrow(store.keptIn);
      expect(await store.load()).toEqual(FULL);
      await store.close();
      place.dispose();
    });
  });
}

/** The part of the contract for a store that can be changed. */
export function describeWritableStore(name: string, makePlace: () => Promise<StorePlace>): void {
  describe(`${name}, as a writable store`, () => {
    let place: StorePlace;
    let store: Store;

    beforeEach(async () => {
      place = await makePlace();
      store = await place.open();
    });

    afterEach(async () => {
      await store.close();
      place.dispose();
    });

    async function reopened(): Promise<Store> {
      await store.close();
      store = await place.open();
      return store;
    }

    test("is not read-only, and empty before the first save", async () => {
      expect(store.readOnly).toBe(false);
      expect(await store.load()).toEqual(EMPTY);
    });

    test("loads what was saved, and so does the next store on the same place", async () => {
      await store.save(FULL);
      expect(await store.load()).toEqual(FULL);
      expect(await (await reopened()).load()).toEqual(FULL);
    });

    test("keeps any state without a difference", async () => {
      await fc.assert(
        fc.asyncProperty(anyState, async (state) => {
          await store.save(state);
          expect(await store.load()).toEqual(state);
        }),
        propertyRuns(50),
      );
    });

    test("replaces the whole state: what the next one does not name is gone", async () => {
      await store.save(FULL);
      await store.save(EMPTY);
      expect(await (await reopened()).load()).toEqual(EMPTY);
    });

    test("lets the last of many saves at once win, and every one of them resolves", async () => {
      const states = Array.from({ length: 20 }, (_, regionId) => ({
        ...FULL,
        shards: [{ shardId: 1, regionId }],
      }));
      await Promise.all(states.map((state) => store.save(state)));
      expect(await store.load()).toEqual(states.at(-1));
    });

    test("finishes the saves under way before it closes", async () => {
      const saves = [store.save(EMPTY), store.save(FULL)];
      expect(await (await reopened()).load()).toEqual(FULL);
      await expect(Promise.all(saves)).resolves.toBeDefined();
    });

    test.each(UNLOADABLE)(
      "refuses to save %s, and keeps the state from before",
      async (_, state, message) => {
        await store.save(FULL);
        await expect(store.save(state)).rejects.toThrow(RangeError);
        await expect(store.save(state)).rejects.toThrow(message);
        expect(await (await reopened()).load()).toEqual(FULL);
      },
    );

    test("does not let a refused save take down one that was asked for before or after it", async () => {
      const [, unloadable] = UNLOADABLE[0] ?? [];
      if (!unloadable) throw new Error("the table of unloadable states is empty");
      const before = store.save(EMPTY);
      const refused = store.save(unloadable);
      const after = store.save(FULL);
      await expect(refused).rejects.toThrow();
      await expect(before).resolves.toBeUndefined();
      await expect(after).resolves.toBeUndefined();
      expect(await store.load()).toEqual(FULL);
    });
  });
}
