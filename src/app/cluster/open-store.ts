import type { Config } from "../../config/config";
import { ConfigStore } from "../../store/config-store";
import { FileStore } from "../../store/file/file-store";
import type { HeardFile } from "../../store/file/heard-file";
import type { Store } from "../../store/store";

/** The store that the configuration asks for. */
export interface OpenedStore {
  readonly store: Store;
  /** The same store, when it is the configuration itself and follows its reloads. */
  readonly configStore: ConfigStore | undefined;
  /** Beside it, for what is heard; undefined where nothing is kept. */
  readonly heardFile: HeardFile | undefined;
}

/**
 * Opens the place where topology and tenants are kept.
 *
 * @param configPath - as shown to people; undefined when there is no configuration file.
 * @throws StoreError when a state file cannot be opened, or is another writer's.
 */
export async function openStore(config: Config, configPath: string | undefined): Promise<OpenedStore> {
  if (config.storage.kind === "file") {
    const store = await FileStore.open(config.storage.path);
    return { store, configStore: undefined, heardFile: store.heardFile };
  }
  const state = { shards: config.topology, tenants: config.tenants, retired: [] };
  const configStore = new ConfigStore(configPath ?? "(none was given: use --config.file)", state);
  return { store: configStore, configStore, heardFile: undefined };
}
