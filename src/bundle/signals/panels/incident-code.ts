/**
 * What the table of incidents says in a row, as numbers: the worse the higher, so that it sorts by them. First what loses data
 * or fails writes by itself, then the widest cause.
 */
export const INCIDENT_CODES = {
  leader_conflict: 30,
  nothing_heard: 29,
  source_unreachable: 19,
  source_stalled: 18,
  region_silent: 28,
  region_isolated: 27,
  region_not_shipping: 26,
  region_behind: 25,
  link: 24,
  no_leader: 23,
  replica_silent: 22,
  replica_unstable: 21,
  shard_behind: 20,
} as const;

/** What the table says where no incident is to be told; that nobody watches comes before whatever was seen. */
export const VERDICT_CODES = {
  not_scraped: 33,
  not_reached: 32,
  not_seen: 31,
  not_listed: 13,
  not_explained: 12,
  wrong_elsewhere: 3,
  not_all_heard: 2,
  nothing_wrong: 1,
} as const;
