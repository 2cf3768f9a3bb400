import type { KnownReplica } from "../domain/membership/known-replica";
import type { RetiredMember } from "../domain/membership/retired-member";
import type { MaintenanceWindow } from "../domain/terms/maintenance-window";
import type { TenantConfig } from "../domain/terms/tenant";
import type { ShardAssignment } from "../domain/membership/topology";

/**
 * Everything of the control plane that must outlive it. Heartbeats do not: they are learned again within seconds. But that a
 * replica was ever heard does, or one that died would be forgotten with this process.
 */
export interface StoredState {
  /** The topology; no shard twice. The order is kept. */
  readonly shards: readonly ShardAssignment[];
  /** The registered tenants; no tenant twice. The order is kept. */
  readonly tenants: readonly TenantConfig[];
  /** What left and must not come back by talking: nothing twice. The order is kept. */
  readonly retired: readonly RetiredMember[];
  /** The replicas that were heard: nothing twice. The order is kept. Left out: none. */
  readonly known?: readonly KnownReplica[];
  /** The planned work that was announced: no id twice. The order is kept. Left out: none. */
  readonly maintenance?: readonly MaintenanceWindow[];
}

/** What a place keeps where nothing was ever kept. */
export const EMPTY_STATE: StoredState = { shards: [], tenants: [], retired: [] };

/**
 * Where the topology and the tenants are kept. These comments are the contract; every implementation passes one suite.
 *
 * A store belongs to one control plane, unless it is shared: what the control plane saved last is what it loads after a restart, however it
 * ended. Failures that an operator can mend (a full disk, a missing permission, a damaged file, a second writer) reject
 * with a {@link StoreError} whose message says where the state is kept and what to do next.
 *
 * Once {@link Store.close} was called, every other method rejects: using a closed store is a mistake in the program.
 */
export interface Store {
  /** What is beside when several control planes change the same state; left out by a store that belongs to one of them. */
  readonly shared?: Sharing;

  /**
   * Tells a person where the state is kept, as the end of a sentence such as "The topology is kept in ...": "the state
   * file /var/lib/tidaldb-exporter/state.json".
   */
  readonly keptIn: string;

  /** Whether the state is declared elsewhere, so that it is shown but never changed from here. Never changes itself. */
  readonly readOnly: boolean;

  /**
   * The state as it is kept now; empty when none was ever kept. Nothing is ever left out or made up: a state that cannot
   * be read in full is an error, not an empty state. What was loaded survives a power failure from then on.
   *
   * @throws StoreError when the state cannot be read or is damaged.
   */
  load(): Promise<StoredState>;

  /**
   * Replaces the whole state. Once it resolves, the state survives the end of the process and of the machine.
   *
   * May be called again before an earlier call settled: saves take effect in the order of the calls, and the last one
   * wins. One that is overtaken while it waits for its turn need not be written at all; it settles together with the one
   * that overtook it. The state is read when its turn comes, so the caller must not change it before the call settles.
   *
   * When it rejects, the state kept is the one from before: what failed after the point of no return is taken back. Where
   * even that fails, it resolves, because the new state is what the next start would load. A mixture of two states is
   * never kept, and saving again is always allowed. After a failure {@link Store.check} rejects until a save has succeeded.
   *
   * @throws StoreError when the state could not be made durable.
   * @throws StoreConflictError when somebody else saved since this store loaded or saved last; the state is theirs.
   * @throws RangeError when a value does not fit its type or an id is there twice: such a state could not be loaded.
   * @throws Error when the store is read-only; callers look at {@link Store.readOnly} first.
   */
  save(state: StoredState): Promise<void>;

  /**
   * Resolves when the store can be reached and, unless it is read-only, would take a save as far as can be told without
   * making one (room on the disk cannot). When the last save failed, it saves the present state once more, which proves
   * it. Cheap enough for a readiness probe.
   *
   * @throws StoreError otherwise.
   */
  check(): Promise<void>;

  /** Waits for the saves under way, whatever becomes of them, and lets another writer in. Closing twice does nothing. */
  close(): Promise<void>;
}

/** What a store can that several control planes have in common. What one of them saves last, the others load. */
export interface Sharing {
  /** Calls a listener when somebody else may have saved: {@link Store.load} tells what. Returns a function that ends it. */
  onChange(listener: () => void): () => void;
  /**
   * Keeps which replicas were heard, without the rest of the state: each control plane finds out for itself, so the last one
   * wins.
   *
   * @throws StoreError when it could not be made durable.
   */
  saveKnown(known: readonly KnownReplica[]): Promise<void>;
}
