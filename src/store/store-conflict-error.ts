import { StoreError } from "./store-error";

/** Another control plane saved meanwhile, so this was not saved: load what is kept now, look whether the change still makes sense. */
export class StoreConflictError extends StoreError {
  /**
   * @param mayBeKept - whether an earlier try, whose answer was lost, may have been kept before the other one.
   */
  constructor(
    place: string,
    readonly mayBeKept = false,
  ) {
    super(`${place} was changed by another control plane meanwhile`);
  }
}
