import type { ShardAssignment } from "../domain/membership/topology";
import type { Store, StoredState } from "./store";

/** What a configuration declares, its shards as it has them. */
type DeclaredState = Omit<StoredState, "shards"> & { readonly shards: Iterable<ShardAssignment> };

/**
 * The topology and the tenants as the configuration file declares them: shown, never changed from here. What left is not
 * declared there, so it is kept nowhere.
 */
export class ConfigStore implements Store {
  readonly readOnly = true;
  readonly #configPath: string;
  #state: DeclaredState;
  #closed = false;

  /** @param configPath - the configuration file as the operator named it; only shown. */
  constructor(configPath: string, state: DeclaredState) {
    this.#configPath = configPath;
    this.#state = state;
  }

  get keptIn(): string {
    return `the configuration file ${this.#configPath}, keys topology.shards, tenants and maintenance`;
  }

  /** Takes over what a reloaded configuration declares; the next {@link load} returns it. */
  replace(state: DeclaredState): void {
    this.#state = state;
  }

  async load(): Promise<StoredState> {
    await this.check();
    return { ...this.#state, shards: [...this.#state.shards] };
  }

  save(): Promise<void> {
    const message = `${this.keptIn} is read-only: change it there and reload; nothing may be saved from here`;
    return Promise.reject(new Error(message));
  }

  check(): Promise<void> {
    return this.#closed
      ? Promise.reject(new Error(`the store of ${this.keptIn} was used after it was closed`))
      : Promise.resolve();
  }

  close(): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }
}
