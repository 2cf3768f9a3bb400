/**
 * The limits on what clients may do, as the label `limit` spells them. In the order of a request's way: its connection,
 * its head, its body, and what it asks for.
 */
export const LIMIT_NAMES = [
  "connections",
  "header_size",
  "header_time",
  "request_time",
  "idle_time",
  "answer_rate",
  "answer_time",
  "request_rate",
  "heartbeat_rate",
  "scrapes_in_flight",
  "answers_in_flight",
  "places_per_address",
  "snapshots",
  "body_size",
  "batch_length",
  "heartbeat_size",
  "unknown_replicas",
  "unknown_regions",
  "followers_per_heartbeat",
  "followers",
  "tenants",
] as const;

export type LimitName = (typeof LIMIT_NAMES)[number];

/** How often each limit has refused something since the start. */
export type RefusalCounts = Readonly<Record<LimitName, number>>;

/** The counts of a program that has refused nothing yet; the caller's own to count in. */
export function noRefusals(): Record<LimitName, number> {
  return Object.fromEntries(LIMIT_NAMES.map((limit) => [limit, 0])) as Record<LimitName, number>;
}
