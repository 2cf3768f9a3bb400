import { z } from "zod";
import type { ControlPlane } from "../../domain/control-plane";
import type { EventLog } from "../../domain/history/event-log";
import type { RegionCourses } from "../../domain/history/region-courses";
import { MAINTENANCE_ID } from "../../domain/terms/maintenance-window";
import { isU16, isU64 } from "../../domain/terms/ids";
import type { ControlPlaneSettings } from "../../domain/terms/control-plane-settings";
import type { TenantConfig } from "../../domain/terms/tenant";
import { SOURCE_TROUBLES } from "../../domain/terms/source";
import { parseAssignments } from "../../recording/assignments";
import { parseEvents } from "../recording/printed-events";

/** What calls are made on again. */
export interface CallTarget {
  readonly controlPlane: ControlPlane;
  readonly events: EventLog;
  /** Of every look that was recorded. */
  readonly courses: RegionCourses;
  /** What of the configuration says what is served. */
  exposition: { readonly detail: "region" | "shard" | "follower"; readonly maxSeries: number };
  /** A change of the topology that is under way. */
  topologySteps: Generator<undefined, void> | undefined;
  /** Tenants that take the place of all others once they are all there. */
  tenants: TenantConfig[];
}

const u16 = z.custom<number>(isU16);
const u64 = z.custom<bigint>(isU64);
const ms = z.number().min(0);
const replicaId = { shardId: u16, regionId: u16 };

/** What of the settings was recorded; their values are checked where they are put into force. */
export const settingsSchema = z
  .object({
    clusterName: z.string(),
    regionNames: z.map(u16, z.string()),
    registration: z.enum(["open", "strict"]),
    offlineAfterMs: ms,
    degradedLagMs: ms,
    forgetAfterMs: ms,
    maxUnknownReplicas: ms,
    maxUnknownRegions: ms,
    maxFollowersPerHeartbeat: ms,
    maxFollowers: ms,
    maxMaintenanceWindows: ms,
    maxMaintenanceTimeMs: ms,
  })
  .partial() as unknown as z.ZodType<Partial<ControlPlaneSettings>>;

export const expositionSchema = z.object({
  detail: z.enum(["region", "shard", "follower"]).default("follower"),
  maxSeries: ms.default(0),
});

const tenantSchema = z.object({
  tenantId: u64,
  maxSignalsPerSec: u64.exactOptional(),
  maxEntities: u64.exactOptional(),
  maxStorageBytes: u64.exactOptional(),
  requiredRegions: z.array(u16).exactOptional(),
});
export const tenantsSchema = z.array(tenantSchema);

export const retiredSchema = z.array(
  z.object({ shardId: u16.exactOptional(), regionId: u16.exactOptional(), silentSinceNs: u64 }),
);

const knownSchema = z.array(z.object({ ...replicaId, silentNs: u64 }));

export const rememberedSchema = z.array(
  z.object({
    ...replicaId,
    silentMs: ms,
    wasHeard: z.boolean(),
    newest: z
      .object({ stampNs: u64, bootId: u64.exactOptional(), heartbeatSeq: u64.exactOptional() })
      .exactOptional(),
  }),
);

export const openIncidentsSchema = z.array(z.object({ id: z.string(), ageMs: z.number() }));

export const maintenanceSchema = z.array(
  z.object({
    id: z.string().regex(MAINTENANCE_ID),
    by: z.string(),
    reason: z.string(),
    regionId: u16.exactOptional(),
    shardId: u16.exactOptional(),
    startedNs: u64,
    untilNs: u64,
    leaseUntilNs: u64.exactOptional(),
  }),
);

export const sourcesSchema = z.array(z.object({ name: z.string(), patienceMs: ms }));

const changeSchema = z.union([
  z.object({ kind: z.literal("assign"), ...replicaId }),
  z.object({ kind: z.literal("removeShard"), shardId: u16 }),
  z.object({ kind: z.literal("removeRegion"), regionId: u16 }),
]);

const recollectionSchema = z.object({ replicas: rememberedSchema, incidents: openIncidentsSchema });
const absenceSchema = z.object({ ms: z.number().exactOptional(), unkeptMs: ms });

/** Makes a call with what was recorded. */
type MakeCall = (args: readonly unknown[], target: CallTarget) => void;

/** A call whose arguments are checked before it is made. */
function call<Args extends [] | [z.ZodType, ...z.ZodType[]]>(
  schemas: Args,
  make: (target: CallTarget, ...args: { [K in keyof Args]: z.output<Args[K]> }) => unknown,
): MakeCall {
  const schema = z.tuple(schemas as [z.ZodType, ...z.ZodType[]]);
  return (args, target) => {
    make(target, ...(schema.parse(args) as { [K in keyof Args]: z.output<Args[K]> }));
  };
}

const CALLS: Readonly<Record<string, MakeCall>> = {
  // Reading the clock is what it is about: lived time goes on with it.
  seen: call([], ({ controlPlane }) => controlPlane.recollections.incidents),
  tick: call([], ({ controlPlane }) => void controlPlane.tick()),
  states: call([], ({ controlPlane }) => controlPlane.states()),
  look: call([], ({ controlPlane, courses }) => courses.observe(controlPlane.totals())),
  rejected: call([ms], ({ controlPlane }, count) => {
    controlPlane.countRejectedHeartbeats(count);
  }),
  configure: call([settingsSchema], ({ controlPlane }, settings) => {
    controlPlane.configure(settings);
  }),
  exposition: call([expositionSchema], (target, exposition) => {
    target.exposition = exposition;
  }),
  events: call([z.string()], ({ events }, text) => {
    events.restore({ events: parseEvents(text), goneUpTo: events.goneUpTo });
  }),
  maintenance: call([maintenanceSchema], ({ controlPlane }, windows) => {
    controlPlane.maintenance.replace(windows);
  }),
  assign: call([z.object(replicaId)], ({ controlPlane }, assignment) => {
    controlPlane.updateTopology(assignment);
  }),
  removeShard: call([u16], ({ controlPlane }, shardId) => void controlPlane.removeShard(shardId)),
  removeRegion: call([u16], ({ controlPlane }, regionId) => void controlPlane.removeRegion(regionId)),
  "topology.begin": call([z.string()], (target, text) => {
    target.topologySteps = target.controlPlane.replaceTopologyInSteps(parseAssignments(text));
  }),
  "topology.step": call([], ({ topologySteps }) => void topologySteps?.next()),
  apply: call([changeSchema], ({ controlPlane }, change) => {
    controlPlane.membershipRecord.apply(change);
  }),
  adopt: call([retiredSchema], ({ controlPlane }, retired) => {
    controlPlane.membershipRecord.adopt(retired);
  }),
  restore: call([retiredSchema, knownSchema.default([])], ({ controlPlane }, retired, known) => {
    controlPlane.membershipRecord.restore(retired, known);
  }),
  recall: call([recollectionSchema, absenceSchema], ({ controlPlane }, recollection, absence) => {
    controlPlane.recollections.restore(recollection, { ms: undefined, ...absence });
  }),
  tenant: call([tenantSchema], ({ controlPlane }, tenant) => {
    controlPlane.tenantRouter.registerTenant(tenant);
  }),
  removeTenant: call([u64], ({ controlPlane }, id) => void controlPlane.tenantRouter.removeTenant(id)),
  "tenants.begin": call([], (target) => {
    target.tenants = [];
  }),
  "tenants.some": call([tenantsSchema], ({ tenants }, some) => {
    tenants.push(...some);
  }),
  "tenants.end": call([], ({ controlPlane, tenants }) => {
    const steps = controlPlane.tenantRouter.replaceInSteps(tenants);
    while (steps.next().done === false);
  }),
  sources: call([sourcesSchema], ({ controlPlane }, sources) => {
    controlPlane.sources.configure(sources);
  }),
  answered: call([z.string()], ({ controlPlane }, source) => {
    controlPlane.sources.answered(source);
  }),
  failed: call([z.string(), z.enum(SOURCE_TROUBLES)], ({ controlPlane }, source, trouble) => {
    controlPlane.sources.failed(source, trouble);
  }),
};

/**
 * Makes a call again that was recorded. One of a name that is not known here is left out.
 *
 * @throws ZodError or RangeError when its arguments are none that it can have.
 */
export function makeRecordedCall(name: string, args: readonly unknown[], target: CallTarget): void {
  if (Object.hasOwn(CALLS, name)) CALLS[name]?.(args, target);
}
