import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NatsLink } from "../../src/nats/nats-link";
import { loadNatsPackages } from "../../src/nats/nats-packages";
import type { NatsSettings } from "../../src/nats/nats-settings";
import { FileStore } from "../../src/store/file/file-store";
import { NatsBucket } from "../../src/store/nats/nats-bucket";
import { NatsStore } from "../../src/store/nats/nats-store";
import type { StoredState } from "../../src/store/store";
import { describeAnyStore, describeWritableStore, filled } from "../contract/store.contract";
import type { StorePlace } from "../contract/store.contract";
import { describeWithProgram } from "../support/programs/describe-with-program";
import { NatsServers } from "../support/programs/nats-servers";

describeWithProgram("nats-server", "A store in NATS", () => {
  let servers: NatsServers;
  let buckets = 0;

  beforeAll(async () => {
    servers = await NatsServers.start();
  });

  afterAll(() => servers.stop());

  async function natsPlace(initial?: StoredState): Promise<StorePlace> {
    const directory = mkdtempSync(join(tmpdir(), "store-contract-"));
    buckets += 1;
    const bucketName = `contract-${buckets}`;
    let hasCopy = false;
    const place: StorePlace = {
      open: async () => {
        const copy = await FileStore.open(join(directory, "copy.json"));
        const packages = loadNatsPackages();
        const settings: NatsSettings = {
          servers: servers.urls,
          identity: { kind: "nobody" },
          tls: undefined,
        };
        const link = NatsLink.open({ settings, packages, name: "contract" });
        const bucket = new NatsBucket(link, packages, { bucket: bucketName, replicas: 1 }, "loopback");
        const store = await NatsStore.open({ bucket, copy, hasCopy });
        hasCopy = true;
        return store;
      },
      dispose: () => {
        rmSync(directory, { recursive: true });
      },
    };
    return filled(place, initial);
  }

  describeAnyStore("NatsStore", natsPlace);
  describeWritableStore("NatsStore", natsPlace);
});
