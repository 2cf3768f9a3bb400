import type { ClusterAdmin } from "../routing/cluster-admin";
import type { HttpServices } from "../routing/http-services";
import type { Call, RouteAnswer } from "../routing/route";
/** The answers of every route that changes topology or tenants, beside its own. */
export declare const CHANGE_ANSWERS: Readonly<Record<number, RouteAnswer>>;
/** What a change came to. `undefined`: the call has been answered already. */
export type ChangeResult<T> = {
    readonly value: T;
} | undefined;
/**
 * Answers 409 when topology and tenants are kept where the API may not change them.
 *
 * @returns whether it did. Asked before a body is read: no body would make a difference.
 */
export declare function refusedAsReadOnly({ response }: Call, { clusterAdmin }: HttpServices): boolean;
/**
 * Removes a shard or a region, and answers: with 204 when it is gone, with what `sendUnknown` sends when there was none, and
 * with 409 when topology and tenants are kept where the API may not change them, unless the thing only ever named itself.
 */
export declare function removeFromCluster(call: Call, services: HttpServices, remove: (admin: ClusterAdmin) => Promise<boolean>, sendUnknown: () => void): Promise<void>;
/** Makes one change. When it cannot be kept, the reason is logged and the caller gets a 503 that does not tell it. */
export declare function changeCluster<T>({ request, response }: Call, { clusterAdmin, logger }: HttpServices, change: (admin: ClusterAdmin) => Promise<T>): Promise<ChangeResult<T>>;
