import type { StoredState } from "../store";
import type { Result } from "../../domain/terms/result";
/** The state that a document holds, or a sentence that says what is wrong with it and, where it can, in which place. */
export type StateDocumentResult = Result<StoredState>;
/**
 * A state as the text of a state file, in pieces: JSON in the wire's spelling, one shard, tenant, thing that left or replica a line, so that people
 * can read, edit and compare it. A hundred thousand tenants take the better part of a second to print; whoever writes the
 * pieces lets other work run between them.
 */
export declare function printStateDocument(state: StoredState): Generator<string, void>;
/** Reads what {@link printStateDocument} printed, or what a person edited. Refuses whatever it does not fully understand. */
export declare function parseStateDocument(bytes: Uint8Array): StateDocumentResult;
