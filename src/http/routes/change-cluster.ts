import { sendNoContent, sendProblem } from "../sending/answer";
import type { ClusterAdmin } from "../routing/cluster-admin";
import type { HttpServices } from "../routing/http-services";
import { problemOf } from "../sending/problem";
import type { Call, RouteAnswer } from "../routing/route";
import { RefusedChangeError } from "../routing/refused-change-error";
import { redactPaths } from "../sending/redact-paths";

/** The answers of every route that changes topology or tenants, beside its own. */
export const CHANGE_ANSWERS: Readonly<Record<number, RouteAnswer>> = {
  409: {
    description:
      "Topology and tenants are kept in the configuration file, the detail says in which; no more tenants are taken; or another control plane changed the same thing meanwhile, the detail says to what.",
  },
  503: {
    description:
      "The change could not be kept, so nothing was changed; where that is not certain, the detail says so.",
  },
};

/** What a change came to. `undefined`: the call has been answered already. */
export type ChangeResult<T> = { readonly value: T } | undefined;

/**
 * Answers 409 when topology and tenants are kept where the API may not change them.
 *
 * @returns whether it did. Asked before a body is read: no body would make a difference.
 */
export function refusedAsReadOnly({ response }: Call, { clusterAdmin }: HttpServices): boolean {
  const { keptIn } = clusterAdmin;
  if (keptIn === undefined) return false;
  const detail = `topology and tenants are kept in ${redactPaths(keptIn)} and cannot be changed here; change them there and reload`;
  sendProblem(response, problemOf(409, detail));
  return true;
}

/**
 * Removes a shard or a region, and answers: with 204 when it is gone, with what `sendUnknown` sends when there was none, and
 * with 409 when topology and tenants are kept where the API may not change them, unless the thing only ever named itself.
 */
export async function removeFromCluster(
  call: Call,
  services: HttpServices,
  remove: (admin: ClusterAdmin) => Promise<boolean>,
  sendUnknown: () => void,
): Promise<void> {
  const removed = await changeCluster(call, services, remove);
  if (!removed) return;
  if (removed.value) sendNoContent(call.response);
  else if (!refusedAsReadOnly(call, services)) sendUnknown();
}

/**
 * Makes one change. When it cannot be kept, the reason is logged and the caller gets a 503, which tells it where a caller may
 * know it; when another control plane was first, a 409.
 */
export async function changeCluster<T>(
  { request, response }: Call,
  { clusterAdmin, logger }: HttpServices,
  change: (admin: ClusterAdmin) => Promise<T>,
): Promise<ChangeResult<T>> {
  try {
    return { value: await change(clusterAdmin) };
  } catch (error) {
    if (error instanceof RefusedChangeError) {
      logger.warn({ method: request.method, reason: error.message }, "a change of the cluster was refused");
      sendProblem(response, problemOf(error.status, error.message));
      return undefined;
    }
    logger.error({ err: error, method: request.method }, "a change of the cluster could not be kept");
    const detail =
      "the change could not be kept, so nothing was changed; see this server's log, then send it again";
    sendProblem(response, problemOf(503, detail));
    return undefined;
  }
}
