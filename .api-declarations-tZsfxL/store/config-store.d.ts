import type { Store, StoredState } from "./store";
/**
 * The topology and the tenants as the configuration file declares them: shown, never changed from here. What left is not
 * declared there, so it is kept nowhere.
 */
export declare class ConfigStore implements Store {
    #private;
    readonly readOnly = true;
    /** @param configPath - the configuration file as the operator named it; only shown. */
    constructor(configPath: string, state: StoredState);
    get keptIn(): string;
    /** Takes over what a reloaded configuration declares; the next {@link load} returns it. */
    replace(state: StoredState): void;
    load(): Promise<StoredState>;
    save(): Promise<void>;
    check(): Promise<void>;
    close(): Promise<void>;
}
