import { z } from "zod";
import { HeartbeatDraft } from "../../domain/columns/heartbeat-draft";
import { U64_FIELD } from "../../domain/columns/heartbeat-layout";
import { ControlPlane } from "../../domain/control-plane";
import { EventLog } from "../../domain/history/event-log";
import { RegionCourses } from "../../domain/history/region-courses";
import { ReplicationLagGauge } from "../../domain/lag/replication-lag-gauge";
import { Topology } from "../../domain/membership/topology";
import type { ShardAssignment } from "../../domain/membership/topology";
import { TenantRouter } from "../../domain/placement/tenant-router";
import type { Instant } from "../../domain/terms/clock";
import type { RememberedReplica } from "../../domain/terms/recollection";
import type { TenantConfig } from "../../domain/terms/tenant";
import { NS_PER_MS_F64 } from "../../domain/terms/units";
import { parseAssignments } from "../../recording/assignments";
import { parseEvents } from "../recording/printed-events";
import {
  expositionSchema,
  maintenanceSchema,
  openIncidentsSchema,
  rememberedSchema,
  retiredSchema,
  settingsSchema,
  sourcesSchema,
  tenantsSchema,
} from "./recorded-calls";
import type { CallTarget } from "./recorded-calls";

const STATUSES = ["Healthy", "Degraded", "Offline", "Unknown"] as const;

const beginningSchema = z.object({
  kind: z.enum(["start", "resume"]),
  monotonicMs: z.number(),
  wallNs: z.bigint(),
  workedMs: z.number(),
  settings: settingsSchema,
  exposition: expositionSchema,
  isSettled: z.boolean().default(false),
  maintenance: maintenanceSchema.default([]),
  incidents: openIncidentsSchema.default([]),
  retired: retiredSchema.default([]),
  sources: sourcesSchema.default([]),
  regions: z
    .array(
      z.object({
        regionId: z.number(),
        status: z.enum(STATUSES),
        sinceNs: z.bigint(),
        transitions: z.array(z.object({ from: z.enum(STATUSES), to: z.enum(STATUSES), count: z.number() })),
      }),
    )
    .default([]),
});

/** The time that a replay shows its control plane. */
export interface ReplayTime {
  instant: Instant;
  workedMs: number;
}

/** The last heartbeat of a replica, and how long before the picture it arrived, in milliseconds. */
interface LastHeartbeat {
  readonly draft: HeartbeatDraft;
  readonly ageMs: number;
}

/** A picture of the cluster as it is read, piece by piece, and the control plane that begins from it. */
export class StartOfReplay {
  readonly #shards: ShardAssignment[] = [];
  readonly #tenants: TenantConfig[] = [];
  readonly #unheard: RememberedReplica[] = [];
  readonly #heard: LastHeartbeat[] = [];
  readonly #events = new EventLog();
  #beginning: z.output<typeof beginningSchema> | undefined;

  /** Whether the picture has begun. */
  get hasBegun(): boolean {
    return this.#beginning !== undefined;
  }

  /** Whether whatever happened since the process began is known, and not only since the picture. */
  get isFromStart(): boolean {
    return this.#beginning?.kind === "start";
  }

  /**
   * Takes in a part of the picture.
   *
   * @returns "whole" for its last one, "other" for what is none of it.
   * @throws ZodError when it makes no sense.
   */
  take(name: string, [arg]: readonly unknown[]): "part" | "whole" | "other" {
    if (name === "picture.begin") this.#beginning = beginningSchema.parse(arg);
    else if (name === "picture.shards") this.#shards.push(...parseAssignments(z.string().parse(arg)));
    else if (name === "picture.tenants") this.#tenants.push(...tenantsSchema.parse(arg));
    else if (name === "picture.unheard") this.#unheard.push(...rememberedSchema.parse(arg));
    else if (name === "picture.end") return "whole";
    else if (name === "picture.events") this.#takeEvents(z.string().parse(arg));
    else return "other";
    return "part";
  }

  /** Takes in the last heartbeat of a replica. */
  takeHeartbeat(draft: HeartbeatDraft, ageMs: number): void {
    const copy = new HeartbeatDraft().loadWhere(draft, () => true);
    this.#heard.push({ draft: copy, ageMs });
  }

  /**
   * The control plane of the picture's moment.
   *
   * @param time - is what its clock shows from now on; set to the moment of the picture.
   * @throws Error when no picture has begun.
   */
  build(time: ReplayTime): CallTarget {
    const beginning = this.#beginning;
    if (beginning === undefined) throw new Error("a replay has to begin with a picture");
    const { monotonicMs, wallNs, settings, exposition } = beginning;
    const before = (ageMs: number): Instant => ({
      monotonicMs: monotonicMs - ageMs,
      wallNs: wallNs - BigInt(Math.round(ageMs * NS_PER_MS_F64)),
    });
    const oldestFirst = this.#heard.sort((a, b) => b.ageMs - a.ageMs);
    const settledMs = beginning.isSettled ? (settings.offlineAfterMs ?? 0) + 1 : 0;
    time.instant = before(Math.max(settledMs, oldestFirst[0]?.ageMs ?? 0));
    time.workedMs = beginning.workedMs;
    const topology = new Topology(this.#shards);
    const router = new TenantRouter(topology);
    for (const tenant of this.#tenants) router.registerTenant(tenant);
    const controlPlane = new ControlPlane(topology, router, new ReplicationLagGauge(), {
      ...settings,
      clock: () => time.instant,
      workedMs: () => time.workedMs,
      onListenerError: () => undefined,
    });
    if (beginning.sources.length > 0) controlPlane.sources.configure(beginning.sources);
    for (const { draft, ageMs } of oldestFirst) {
      time.instant = before(ageMs);
      // As old as it was when it arrived: nothing is known here of the clock of its sender.
      const stampingClockNs = draft.u64s.bigints[U64_FIELD.lastHeartbeatNs] ?? 0n;
      controlPlane.recordHeartbeat(draft, Object.assign({ stampingClockNs }, time.instant));
    }
    time.instant = { monotonicMs, wallNs };
    if (beginning.kind === "resume") this.#resume(controlPlane, beginning);
    const courses = new RegionCourses();
    return { controlPlane, events: this.#events, courses, exposition, topologySteps: undefined, tenants: [] };
  }

  #resume(
    controlPlane: ControlPlane,
    { retired, incidents, regions, maintenance }: z.output<typeof beginningSchema>,
  ): void {
    controlPlane.membershipRecord.restore(retired);
    controlPlane.recollections.restore({ replicas: this.#unheard, incidents }, { ms: 0, unkeptMs: 0 });
    controlPlane.recollections.resumeRegions(regions);
    controlPlane.maintenance.replace(maintenance);
  }

  #takeEvents(text: string): void {
    this.#events.restore({ events: parseEvents(text), goneUpTo: this.#events.goneUpTo });
  }
}
