import { ListenError } from "../http/listen-error";
import { StoreError } from "../store/store-error";

/**
 * What to tell the operator about an error that he can mend: an address that is taken, a state file that cannot be read.
 * Undefined for everything else, which is a defect and keeps its stack.
 */
export function operatorMessage(error: unknown): string | undefined {
  return error instanceof ListenError || error instanceof StoreError ? error.message : undefined;
}
