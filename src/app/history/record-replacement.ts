import type { ControlPlane } from "../../domain/control-plane";
import type { EventRecorder } from "../../domain/history/event-recorder";
import { tenantsEvents, topologyEvents } from "../../domain/history/membership-events";
import type { ChangeMoment } from "../../domain/history/membership-events";

/** What may be replaced as a whole. */
export type ReplacedMembership = Pick<ControlPlane, "topology" | "tenantRouter">;

/**
 * Records what something does to topology and tenants that may replace them as a whole: a reload, or taking over what another control
 * plane has kept.
 *
 * @param moment - asked when it is done.
 * @param nextTurn - is waited for between two pieces of work.
 */
export async function recordReplacement<T>(
  { topology, tenantRouter }: ReplacedMembership,
  recorder: EventRecorder,
  moment: () => ChangeMoment,
  nextTurn: () => Promise<void>,
  replace: () => Promise<T>,
): Promise<T> {
  const { version } = topology;
  const homes = topology.homesNow();
  const { tenants } = tenantRouter;
  const result = await replace();
  await nextTurn();
  const events = topology.version === version ? [] : topologyEvents(homes, topology.homesNow(), moment());
  for (const event of events) recorder.record(event);
  if (tenantRouter.tenants === tenants) return result;
  const steps = tenantsEvents(tenants, tenantRouter.tenants, moment().atNs);
  let step = steps.next();
  while (step.done !== true) {
    await nextTurn();
    step = steps.next();
  }
  for (const event of step.value) recorder.record(event);
  return result;
}
