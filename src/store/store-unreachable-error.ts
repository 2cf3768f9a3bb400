import { StoreError } from "./store-error";

/** A shared store does not answer. The message names no path and no secret: whoever may change the cluster may read it. */
export class StoreUnreachableError extends StoreError {
  /**
   * @param mayBeKept - whether what was to be saved may have been kept all the same.
   */
  constructor(
    message: string,
    readonly mayBeKept: boolean,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
