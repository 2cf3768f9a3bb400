import type { Logger } from "pino";
import type { Config } from "../../config/config";
import { ConfigStore } from "../../store/config-store";
import { FileStore } from "../../store/file/file-store";
import type { EventsFile } from "../../store/file/events-file";
import type { HeardFile } from "../../store/file/heard-file";
import type { Store } from "../../store/store";
import type * as OpenNatsStore from "./open-nats-store";

/** The store that the configuration asks for. */
export interface OpenedStore {
  readonly store: Store;
  /** The same store, when it is the configuration itself and follows its reloads. */
  readonly configStore: ConfigStore | undefined;
  /** Beside it, for what is heard; undefined where nothing is kept. */
  readonly heardFile: HeardFile | undefined;
  /** Beside it, for what happens; likewise. */
  readonly eventsFile: EventsFile | undefined;
  /** Uses new credentials; to be called after a reload. */
  readonly renewCredentials: () => Promise<void>;
}

const NOTHING_TO_RENEW = (): Promise<void> => Promise.resolve();

/**
 * Opens the place where topology and tenants are kept.
 *
 * @param configPath - as shown to people; undefined when there is no configuration file.
 * @throws StoreError when a state file cannot be opened, or is another writer's; when there is neither NATS nor a copy of it.
 */
export async function openStore(
  config: Config,
  configPath: string | undefined,
  logger: Logger,
): Promise<OpenedStore> {
  if (config.storage.kind === "nats") {
    // An exporter that keeps its state elsewhere loads nothing of this.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would find no file without an extension
    const { openNatsStore } = require("./open-nats-store") as typeof OpenNatsStore;
    const { store, link, heardFile, eventsFile } = await openNatsStore(config, logger);
    return {
      store,
      configStore: undefined,
      heardFile,
      eventsFile,
      renewCredentials: () => link.reconnect(),
    };
  }
  if (config.storage.kind === "file") {
    const store = await FileStore.open(config.storage.path);
    return {
      store,
      configStore: undefined,
      heardFile: store.heardFile,
      eventsFile: store.eventsFile,
      renewCredentials: NOTHING_TO_RENEW,
    };
  }
  const { topology: shards, tenants, maintenance } = config;
  const state = { shards, tenants, retired: [], maintenance };
  const configStore = new ConfigStore(configPath ?? "(none was given: use --config.file)", state);
  return {
    store: configStore,
    configStore,
    heardFile: undefined,
    eventsFile: undefined,
    renewCredentials: NOTHING_TO_RENEW,
  };
}
