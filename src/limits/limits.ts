import { DEFAULT_SETTINGS } from "../domain/terms/control-plane-settings";
import type { Limit } from "./limit";

/**
 * Every limit on what clients may do, by its value of the label `limit`, in the order of a request's way: its connection,
 * its head, its body, and what it asks for. The configuration's keys and defaults, the types of what they set, the metric's
 * labels and the documents follow from it, and each refusal names the setting that would have to change.
 */
export const LIMITS = {
  connections: {
    what: "connections that are open at a time, on each listen address",
    setting: "http.max_connections",
    of: "connection",
    property: "maxConnections",
    value: { kind: "count", atLeast: 0, atMost: 10_000_000, default: 65_536 },
    needsRestart: true,
    meaning:
      "The most connections that are open at a time on each listen address. 0: no limit. A change needs a restart.",
    status: undefined,
    outcome: "The new connection is closed without an answer.",
  },
  header_size: {
    what: "size of a request's head: its first line and its headers",
    setting: "http.max_header",
    of: "connection",
    property: "maxHeaderBytes",
    value: { kind: "size", atLeast: 1024, atMost: 2 ** 20, default: 16 * 1024 },
    needsRestart: true,
    meaning:
      "The largest head of a request: its first line and its headers. 1KiB to 1MiB. A change needs a restart.",
    status: 431,
    outcome: "The connection is closed with the answer.",
  },
  header_time: {
    what: "time for a request's head to arrive, counted from the connection for the first one",
    setting: "http.header_timeout",
    of: "connection",
    property: "headerTimeoutMs",
    value: { kind: "duration", default: "10s" },
    needsRestart: true,
    meaning:
      "The time that a request's head may take to arrive; `request_timeout` holds for it too. A change needs a restart.",
    status: 408,
    outcome: "The connection is closed with the answer.",
  },
  request_time: {
    what: "time for a request to arrive in full, its body included",
    setting: "http.request_timeout",
    of: "connection",
    property: "requestTimeoutMs",
    value: { kind: "duration", default: "30s" },
    needsRestart: true,
    meaning: "The time that a request may take to arrive in full, at most a day. A change needs a restart.",
    status: 408,
    outcome: "The connection is closed with the answer; heartbeats that had arrived count.",
  },
  idle_time: {
    what: "time without a byte in either direction while a request is under way",
    setting: "http.idle_timeout",
    of: "connection",
    property: "idleTimeoutMs",
    value: { kind: "duration", default: "75s" },
    needsRestart: true,
    meaning:
      "The time without a byte in either direction after which a connection is closed, also between two requests. A change needs a restart.",
    status: undefined,
    outcome: "The connection is closed, in the middle of its answer if need be.",
  },
  answer_rate: {
    what: "how slowly a client may take an answer: at the least so much a second, on the average of half a minute in which bytes wait for it",
    setting: "http.answer_rate",
    of: "connection",
    property: "answerBytesPerSecond",
    value: { kind: "size", atLeast: 1, atMost: 2 ** 30, default: 16 * 1024 },
    meaning:
      "What a client has to take of an answer a second, on the average of half a minute in which bytes wait for it. A client that takes less is cut off. 1B to 1GiB.",
    status: undefined,
    outcome: "The connection is closed in the middle of its answer.",
  },
  answer_time: {
    what: "time for a whole answer to be taken; for a scrape not more than its scraper says that it waits, and a second",
    setting: "http.answer_timeout",
    of: "connection",
    property: "answerTimeoutMs",
    value: { kind: "duration", default: "5m" },
    meaning:
      "The time that a client may take for a whole answer, at most a day. A scrape has no more than its `X-Prometheus-Scrape-Timeout-Seconds` says, and a second.",
    status: undefined,
    outcome: "The connection is closed in the middle of its answer.",
  },
  request_rate: {
    what: "requests of one client address per window; probes do not count",
    setting: "http.rate_limit.requests",
    of: "window",
    property: "requests",
    value: { kind: "count", atLeast: 0, atMost: 1_000_000, default: 0 },
    meaning: "Requests that one client address may make per window. 0: no limit.",
    status: 429,
    outcome: "`Retry-After` says when to come back.",
  },
  heartbeat_rate: {
    what: "heartbeats of one client address per window",
    setting: "http.rate_limit.heartbeats",
    of: "window",
    property: "heartbeats",
    value: { kind: "count", atLeast: 0, atMost: 1_000_000_000, default: 0 },
    meaning: "Heartbeats that one client address may send per window. 0: no limit.",
    status: 429,
    outcome:
      "`Retry-After` says when to come back. A batch is taken whole; what it took too much has to be waited for.",
  },
  scrapes_in_flight: {
    what: "scrapes that are being answered at a time",
    setting: "--web.max-requests",
    of: "request",
    property: "maxScrapesInFlight",
    value: { kind: "count", atLeast: 0, atMost: Number.MAX_SAFE_INTEGER, default: 40 },
    status: 503,
    outcome: "`Retry-After` says when to come back.",
  },
  answers_in_flight: {
    what: "other large answers that are being sent at a time: `/`, `/health.json`, listings, the OpenAPI document",
    setting: "http.max_answers",
    of: "request",
    property: "maxAnswersInFlight",
    value: { kind: "count", atLeast: 0, atMost: 10_000_000, default: 40 },
    meaning:
      "The most large answers other than scrapes that are sent at a time: `/`, `/health.json`, listings, the OpenAPI document. 0: no limit. For scrapes: `--web.max-requests`.",
    status: 503,
    outcome: "`Retry-After` says when to come back.",
  },
  event_streams: {
    what: "streams of events that are open at a time",
    setting: "http.max_streams",
    of: "request",
    property: "maxStreams",
    value: { kind: "count", atLeast: 0, atMost: 10_000_000, default: 200 },
    meaning: "The most streams of events (`/api/v1/events/stream`) that are open at a time. 0: no limit.",
    status: 503,
    outcome: "`Retry-After` says when to come back.",
  },
  page_streams: {
    what: "status pages that are kept up to date by a stream at a time",
    setting: "http.max_page_streams",
    of: "request",
    property: "maxPageStreams",
    value: { kind: "count", atLeast: 0, atMost: 10_000_000, default: 200 },
    meaning:
      "The most status pages that are kept up to date by a stream (`/status/stream`) at a time. Further ones fetch themselves every five seconds. 0: no limit.",
    status: 503,
    outcome:
      "`Retry-After` says when to come back; until then the page fetches itself every five seconds, and says so.",
  },
  places_per_address: {
    what: "share of the places for scrapes, of those for other large answers, of those for streams of events, and of those for status pages, that one client address holds at a time, in percent",
    setting: "http.address_share",
    of: "request",
    property: "addressShare",
    value: { kind: "count", atLeast: 1, atMost: 100, default: 50 },
    meaning:
      "How much of the places of `max_answers`, of those of `max_streams`, of those of `max_page_streams`, and of those of `--web.max-requests`, one client address may hold at a time, in percent. 100: all of them, as behind a proxy, where everybody has its address.",
    status: 429,
    outcome: "`Retry-After` says when to come back. Other addresses find places.",
  },
  snapshots: {
    what: "moments of the cluster that are held for readers of `/health.json` at a time",
    setting: "http.max_snapshots",
    of: "request",
    property: "maxSnapshots",
    value: { kind: "count", atLeast: 0, atMost: 10_000_000, default: 8 },
    meaning:
      "The most moments of the cluster that are held for readers of `/health.json` at a time; each takes some 100 bytes a replica. 0: no limit.",
    status: undefined,
    outcome:
      "The next to ask waits until a moment is not read any more; after five seconds its readers are cut off, if they are what is slow.",
  },
  body_size: {
    what: "size of a request's body, after decompression",
    setting: "http.max_body",
    of: "request",
    property: "maxBodyBytes",
    value: { kind: "size", atLeast: 1024, atMost: 2 ** 30, default: 8 * 1024 * 1024 },
    meaning: "The largest request body, after decompression. 1KiB to 1GiB.",
    status: 413,
    outcome: "The rest of the body is not read. Heartbeats that were complete before the limit are taken in.",
  },
  batch_length: {
    what: "heartbeats in one request",
    setting: "http.max_batch",
    of: "request",
    property: "maxBatch",
    value: { kind: "count", atLeast: 1, atMost: 1_000_000, default: 10_000 },
    meaning: "The most heartbeats in one request.",
    status: 413,
    outcome:
      "What comes before the limit is taken in, and the answer says how much that is. Send smaller batches.",
  },
  heartbeat_size: {
    what: "size of one heartbeat: an element of an array, or a line",
    setting: "http.max_line",
    of: "request",
    property: "maxLineBytes",
    value: { kind: "size", atLeast: 1024, atMost: 2 ** 24, default: 64 * 1024 },
    meaning:
      "The largest heartbeat: one element of an array, or one line. 1KiB to 16MiB. One that is larger is rejected, and the others of its batch count.",
    status: undefined,
    outcome:
      "The heartbeat is rejected in the report; the others of its batch count. Alone, it is answered with 413.",
  },
  unknown_replicas: {
    what: "replicas that the topology does not name",
    setting: "max_unknown_replicas",
    of: "cluster",
    property: "maxUnknownReplicas",
    value: { kind: "count", atLeast: 0, atMost: 2 ** 32, default: DEFAULT_SETTINGS.maxUnknownReplicas },
    meaning:
      "The most replicas that the topology does not name; followers of its shards count too. Heartbeats of further ones are refused.",
    status: undefined,
    outcome: "The heartbeat is rejected in the report; the others of its batch count.",
  },
  unknown_regions: {
    what: "regions that neither the topology nor `cluster.regions` names",
    setting: "max_unknown_regions",
    of: "cluster",
    property: "maxUnknownRegions",
    value: { kind: "count", atLeast: 0, atMost: 65_536, default: DEFAULT_SETTINGS.maxUnknownRegions },
    meaning:
      "The most regions that neither the topology nor `cluster.regions` names. Heartbeats of new replicas in further ones are refused, and such followers are left out. Under `registration: strict` none is taken.",
    status: undefined,
    outcome:
      "A new replica's heartbeat is rejected in the report. A follower is left out of a heartbeat that counts. Under `registration: strict` as if the limit were 0.",
  },
  followers_per_heartbeat: {
    what: "followers that one heartbeat names",
    setting: "max_followers_per_heartbeat",
    of: "cluster",
    property: "maxFollowersPerHeartbeat",
    value: { kind: "count", atLeast: 0, atMost: 65_536, default: DEFAULT_SETTINGS.maxFollowersPerHeartbeat },
    meaning: "The most followers that one heartbeat may name. One that names more is refused.",
    status: undefined,
    outcome: "The heartbeat is rejected in the report; the others of its batch count.",
  },
  followers: {
    what: "followers of all replicas together",
    setting: "max_followers",
    of: "cluster",
    property: "maxFollowers",
    value: { kind: "count", atLeast: 0, atMost: 2 ** 32, default: DEFAULT_SETTINGS.maxFollowers },
    meaning:
      "The most followers of all replicas together; each is a line in the metrics per follower. Further ones are left out.",
    status: undefined,
    outcome: "What is too much of them is left out of a heartbeat that counts.",
  },
  maintenance_windows: {
    what: "windows of planned work",
    setting: "max_maintenance_windows",
    of: "cluster",
    property: "maxMaintenanceWindows",
    value: { kind: "count", atLeast: 0, atMost: 4096, default: DEFAULT_SETTINGS.maxMaintenanceWindows },
    meaning:
      "The most windows of planned work. Those that lapsed are listed for a day more and make room when it is needed.",
    status: 409,
    outcome: "Windows that are there can be renewed and ended.",
  },
  maintenance_time: {
    what: "time of a window of planned work, from its first announcement on",
    setting: "max_maintenance_time",
    of: "cluster",
    property: "maxMaintenanceTimeMs",
    value: { kind: "duration", default: "4h" },
    meaning:
      "The longest time that planned work may be announced for, however often its lease is renewed; at most a day.",
    status: 400,
    outcome: "Nothing is announced; what was announced before stays as it is.",
  },
  tenants: {
    what: "tenants that can be registered through the API",
    setting: "http.max_tenants",
    of: "request",
    property: "maxTenants",
    value: { kind: "count", atLeast: 1, atMost: 10_000_000, default: 100_000 },
    meaning: "The most tenants that can be registered through the API.",
    status: 409,
    outcome: "Tenants that are there can be changed and deleted.",
  },
} as const satisfies Readonly<Record<string, Limit>>;

/** A limit's name: its value of the label `limit`. */
export type LimitName = keyof typeof LIMITS;

/** The names in their order. */
export const LIMIT_NAMES = Object.keys(LIMITS) as readonly LimitName[];
