import type { LimitName } from "../../metrics/terms/limit-names";

/** One limit, as people need to know it: in the log, in the documents. */
export interface LimitDescription {
  /** What is limited, as a noun. */
  readonly what: string;
  /** The key of the configuration file, or the flag, that sets it. */
  readonly setting: string;
  /** The status of the answer; undefined where there is none, because the connection is closed or the answer is a report. */
  readonly status: number | undefined;
  /** What a client gets that goes beyond it. */
  readonly outcome: string;
}

/** Every limit. The documents are made from it, and each refusal names the setting that would have to change. */
export const LIMIT_CATALOGUE: Readonly<Record<LimitName, LimitDescription>> = {
  connections: {
    what: "connections that are open at a time, on each listen address",
    setting: "http.max_connections",
    status: undefined,
    outcome: "The new connection is closed without an answer.",
  },
  header_size: {
    what: "size of a request's head: its first line and its headers",
    setting: "http.max_header",
    status: 431,
    outcome: "The connection is closed with the answer.",
  },
  header_time: {
    what: "time for a request's head to arrive, counted from the connection for the first one",
    setting: "http.header_timeout",
    status: 408,
    outcome: "The connection is closed with the answer.",
  },
  request_time: {
    what: "time for a request to arrive in full, its body included",
    setting: "http.request_timeout",
    status: 408,
    outcome: "The connection is closed with the answer; heartbeats that had arrived count.",
  },
  idle_time: {
    what: "time without a byte in either direction while a request is under way",
    setting: "http.idle_timeout",
    status: undefined,
    outcome: "The connection is closed, in the middle of its answer if need be.",
  },
  answer_rate: {
    what: "how slowly a client may take an answer: at the least so much a second, on the average of half a minute in which bytes wait for it",
    setting: "http.answer_rate",
    status: undefined,
    outcome: "The connection is closed in the middle of its answer.",
  },
  answer_time: {
    what: "time for a whole answer to be taken; for a scrape not more than its scraper says that it waits, and a second",
    setting: "http.answer_timeout",
    status: undefined,
    outcome: "The connection is closed in the middle of its answer.",
  },
  request_rate: {
    what: "requests of one client address per window; probes do not count",
    setting: "http.rate_limit.requests",
    status: 429,
    outcome: "`Retry-After` says when to come back.",
  },
  heartbeat_rate: {
    what: "heartbeats of one client address per window",
    setting: "http.rate_limit.heartbeats",
    status: 429,
    outcome:
      "`Retry-After` says when to come back. A batch is taken whole; what it took too much has to be waited for.",
  },
  scrapes_in_flight: {
    what: "scrapes that are being answered at a time",
    setting: "--web.max-requests",
    status: 503,
    outcome: "`Retry-After` says when to come back.",
  },
  answers_in_flight: {
    what: "other large answers that are being sent at a time: `/`, `/health.json`, listings, the OpenAPI document",
    setting: "http.max_answers",
    status: 503,
    outcome: "`Retry-After` says when to come back.",
  },
  places_per_address: {
    what: "share of the places for scrapes, and of those for other large answers, that one client address holds at a time, in percent",
    setting: "http.address_share",
    status: 429,
    outcome: "`Retry-After` says when to come back. Other addresses find places.",
  },
  snapshots: {
    what: "moments of the cluster that are held for readers of `/health.json` at a time",
    setting: "http.max_snapshots",
    status: undefined,
    outcome:
      "Whoever asks next waits until a moment is not read any more; after five seconds its readers are cut off, if they are what is slow.",
  },
  body_size: {
    what: "size of a request's body, after decompression",
    setting: "http.max_body",
    status: 413,
    outcome: "The rest of the body is not read. Heartbeats that were complete before the limit are taken in.",
  },
  batch_length: {
    what: "heartbeats in one request",
    setting: "http.max_batch",
    status: 413,
    outcome:
      "What comes before the limit is taken in, and the answer says how much that is. Send smaller batches.",
  },
  heartbeat_size: {
    what: "size of one heartbeat: an element of an array, or a line",
    setting: "http.max_line",
    status: undefined,
    outcome:
      "The heartbeat is rejected in the report; the others of its batch count. Alone, it is answered with 413.",
  },
  unknown_replicas: {
    what: "replicas that the topology does not name",
    setting: "max_unknown_replicas",
    status: undefined,
    outcome: "The heartbeat is rejected in the report; the others of its batch count.",
  },
  unknown_regions: {
    what: "regions that neither the topology nor `cluster.regions` names",
    setting: "max_unknown_regions",
    status: undefined,
    outcome:
      "A new replica's heartbeat is rejected in the report. A follower is left out of a heartbeat that counts. Under `registration: strict` as if the limit were 0.",
  },
  followers_per_heartbeat: {
    what: "followers that one heartbeat names",
    setting: "max_followers_per_heartbeat",
    status: undefined,
    outcome: "The heartbeat is rejected in the report; the others of its batch count.",
  },
  followers: {
    what: "followers of all replicas together",
    setting: "max_followers",
    status: undefined,
    outcome: "What is too much of them is left out of a heartbeat that counts.",
  },
  tenants: {
    what: "tenants that can be registered through the API",
    setting: "http.max_tenants",
    status: 409,
    outcome: "Tenants that are there can be changed and deleted.",
  },
};
