import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigStore } from "../../src/store/config-store";
import { FileStore } from "../../src/store/file/file-store";
import { NatsStore } from "../../src/store/nats/nats-store";
import { MemoryBucket, MemoryServers } from "../support/store/memory-bucket";
import type { StoredState } from "../../src/store/store";
import { describeAnyStore, describeReadOnlyStore, describeWritableStore, filled } from "./store.contract";
import type { StorePlace } from "./store.contract";

async function filePlace(initial?: StoredState): Promise<StorePlace> {
  const directory = mkdtempSync(join(tmpdir(), "store-contract-"));
  const place: StorePlace = {
    open: () => FileStore.open(join(directory, "state.json")),
    dispose: () => {
      rmSync(directory, { recursive: true });
    },
  };
  return filled(place, initial);
}

function configPlace(declared: StoredState): Promise<StorePlace> {
  return Promise.resolve({
    open: () => Promise.resolve(new ConfigStore("/etc/tidaldb-exporter.yml", declared)),
    dispose: () => undefined,
  });
}

describeAnyStore("FileStore", filePlace);
describeWritableStore("FileStore", filePlace);

describeAnyStore("ConfigStore", configPlace);
describeReadOnlyStore("ConfigStore", configPlace);

async function natsPlace(initial?: StoredState): Promise<StorePlace> {
  const directory = mkdtempSync(join(tmpdir(), "store-contract-"));
  const servers = new MemoryServers();
  let isFirst = true;
  const place: StorePlace = {
    open: async () => {
      const copy = await FileStore.open(join(directory, "copy.json"));
      const hasCopy = !isFirst;
      isFirst = false;
      return NatsStore.open({ bucket: new MemoryBucket(servers), copy, hasCopy });
    },
    dispose: () => {
      rmSync(directory, { recursive: true });
    },
  };
  return filled(place, initial);
}

// On the servers themselves: test/e2e/nats-store.test.ts.
describeAnyStore("NatsStore on a bucket in memory", natsPlace);
describeWritableStore("NatsStore on a bucket in memory", natsPlace);
