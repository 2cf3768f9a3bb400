import { z } from "zod";

/** What becomes of a node in a rolling upgrade, in tidalDB's words and in this order; it fails from any state but the last. */
export const NODE_STATES = [
  "Pending",
  "Draining",
  "Drained",
  "Upgrading",
  "Rejoining",
  "Complete",
  "Failed",
] as const;

export type NodeState = (typeof NODE_STATES)[number];

/** A node, which is a region of this cluster, in an upgrade; as it lies on disk. */
export const nodeUpgradeSchema = z.object({
  regionId: z.number(),
  state: z.enum(NODE_STATES),
  /** Nanoseconds since the epoch: when it came to this state. */
  sinceNs: z.coerce.bigint(),
  /** When its drain began; undefined before. */
  startedNs: z.coerce.bigint().optional(),
  /** The shards that it led when its drain began, which come back to it. */
  led: z.array(z.number()),
  /** Why it failed. */
  reason: z.string().optional(),
});

export type NodeUpgrade = z.output<typeof nodeUpgradeSchema>;

/** A rolling upgrade as it lies on disk, enough to go on with it after a crash. */
export const upgradeRecordSchema = z.object({
  id: z.string(),
  version: z.string(),
  startedNs: z.coerce.bigint(),
  /** Milliseconds that a node is down while it gets its new version. */
  downMs: z.number(),
  /** Milliseconds from the beginning of a node's drain after which it has failed. */
  limitMs: z.number(),
  /**
   * Milliseconds that a node has to serve again before its announcement ends: who watches it hears of it with the next heartbeats,
   * and takes nothing for over that is over for a moment.
   */
  settleMs: z.number(),
  /** Whether nodes do not start again, as with a version that does not run. */
  stuck: z.boolean(),
  leaseMs: z.number(),
  /** In the order in which they are upgraded. */
  nodes: z.array(nodeUpgradeSchema),
});

export type UpgradeRecord = z.output<typeof upgradeRecordSchema>;

/** Whether a node may go from one state to the other: a step forward, or failing. It never goes back. */
export function mayFollow(from: NodeState, to: NodeState): boolean {
  if (to === "Failed") return from !== "Complete" && from !== "Failed";
  return NODE_STATES.indexOf(to) === NODE_STATES.indexOf(from) + 1 && to !== "Pending";
}
