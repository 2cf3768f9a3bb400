import { StoreError } from "../../../src/store/store-error";
import { EMPTY_STATE } from "../../../src/store/store";
import type { Store, StoredState } from "../../../src/store/store";

/** A store in memory that fails when it is told to, and shows what was saved. */
export class UnreliableStore implements Store {
  readonly keptIn = "memory";
  readonly readOnly: boolean;
  readonly saved: StoredState[] = [];
  isFailing = false;

  constructor({ readOnly = false } = {}) {
    this.readOnly = readOnly;
  }

  load(): Promise<StoredState> {
    return Promise.resolve(this.saved.at(-1) ?? EMPTY_STATE);
  }

  save(state: StoredState): Promise<void> {
    if (this.isFailing) return Promise.reject(new StoreError("memory: no room left; free some"));
    this.saved.push(state);
    return Promise.resolve();
  }

  check(): Promise<void> {
    return this.isFailing ? Promise.reject(new StoreError("memory: cannot be reached")) : Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
