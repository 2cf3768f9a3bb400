/** What senders put into their heartbeats. */
export const FIELD_SETS = ["all", "seqnos", "seven", "leaders"] as const;

/**
 * - `all`: every field that there is.
 * - `seqnos`: roles, heads and counters, but no times of lags, no boots, no numbers of heartbeats.
 * - `seven`: only what tidalDB's own type has.
 * - `leaders`: every field, but followers send no heartbeats.
 */
export type FieldSet = (typeof FIELD_SETS)[number];

/** A cluster: every shard is led in one region and followed in all others. */
export interface Shape {
  readonly regions: number;
  readonly shardsPerRegion: number;
  readonly fields: FieldSet;
}

export const REGION_NAMES = ["us-east", "eu-west", "ap-south", "sa-east", "af-north"] as const;

/** Milliseconds between two looks at logs and links. */
export const STEP_MS = 250;

/** Milliseconds between two heartbeats of a replica. */
export const HEARTBEAT_MS = 5000;

/** The wall clock at the beginning of every episode, in milliseconds since the epoch. */
export const EPOCH_MS = 1_760_000_000_000;
