import type { AsideJob, AsideParcel } from "./aside-job";
/**
 * Does a job in a thread of its own and hands over what comes of it in parcels, each in a turn of the event loop of its own.
 * The thread ends with the last one, or as soon as the iteration is left.
 *
 * @throws whatever went wrong in the thread, such as `ERR_WORKER_OUT_OF_MEMORY`.
 */
export declare function parcelsOf(job: AsideJob): AsyncGenerator<AsideParcel, void>;
