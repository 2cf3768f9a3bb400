import { ConfigStore } from "../../../src/store/config-store";

test("a reloaded configuration is what the next load returns", async () => {
  const store = new ConfigStore("/etc/x.yml", {
    shards: [{ shardId: 1, regionId: 0 }],
    tenants: [],
    retired: [],
  });
  const declared = { shards: [{ shardId: 1, regionId: 2 }], tenants: [{ tenantId: 5n }], retired: [] };
  store.replace(declared);
  expect(await store.load()).toEqual(declared);
});

test("names the configuration file and the keys in it, so that a refusal tells where to change the state", () => {
  const store = new ConfigStore("/etc/x.yml", { shards: [], tenants: [], retired: [] });
  expect(store.keptIn).toBe(
    "the configuration file /etc/x.yml, keys topology.shards, tenants and maintenance",
  );
});
