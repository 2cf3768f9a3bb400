import { StoreError } from "./store-error";

/** Somebody else saved meanwhile, so nothing was saved: load what is kept now, look whether the change still makes sense. */
export class StoreConflictError extends StoreError {
  constructor(place: string) {
    super(`${place} was changed by another control plane meanwhile`);
  }
}
