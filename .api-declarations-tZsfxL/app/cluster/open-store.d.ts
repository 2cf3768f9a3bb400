import type { Config } from "../../config/config";
import { ConfigStore } from "../../store/config-store";
import type { Store } from "../../store/store";
/** The store that the configuration asks for. */
export interface OpenedStore {
    readonly store: Store;
    /** The same store, when it is the configuration itself and follows its reloads. */
    readonly configStore: ConfigStore | undefined;
}
/**
 * Opens the place where topology and tenants are kept.
 *
 * @param configPath - as shown to people; undefined when there is no configuration file.
 * @throws StoreError when a state file cannot be opened, or is another writer's.
 */
export declare function openStore(config: Config, configPath: string | undefined): Promise<OpenedStore>;
