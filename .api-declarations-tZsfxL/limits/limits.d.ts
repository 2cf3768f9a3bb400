/** What a limit may be set to. A size is in bytes; a duration's default is written as in the file, and a day is the most. */
export type LimitValue = {
    readonly kind: "count" | "size";
    /** Both included. */
    readonly atLeast: number;
    readonly atMost: number;
    readonly default: number;
} | {
    readonly kind: "duration";
    readonly default: string;
};
/** One limit: all that is said about it anywhere. */
export interface Limit {
    /** What is limited, as a noun. */
    readonly what: string;
    /** The key of the configuration file, or the flag, that sets it. */
    readonly setting: string;
    /** What it bounds: a connection, one request, the requests of an address within a window, or the cluster's size. */
    readonly of: "connection" | "request" | "window" | "cluster";
    /** What the program's own code calls its value. Durations are in milliseconds there. */
    readonly property: string;
    readonly value: LimitValue;
    /** Whether a change needs a restart. */
    readonly needsRestart?: true;
    /** What the reference says about the key; a flag has a text of its own. */
    readonly meaning?: string;
    /** The status of the answer; undefined where there is none, because the connection is closed or the answer is a report. */
    readonly status: number | undefined;
    /** What a client gets that goes beyond it. */
    readonly outcome: string;
}
/**
 * Every limit on what clients may do, by its value of the label `limit`, in the order of a request's way: its connection,
 * its head, its body, and what it asks for. The configuration's keys and defaults, the types of what they set, the metric's
 * labels and the documents follow from it, and each refusal names the setting that would have to change.
 */
export declare const LIMITS: {
    readonly connections: {
        readonly what: "connections that are open at a time, on each listen address";
        readonly setting: "http.max_connections";
        readonly of: "connection";
        readonly property: "maxConnections";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: 10000000;
            readonly default: 65536;
        };
        readonly needsRestart: true;
        readonly meaning: "The most connections that are open at a time on each listen address. 0: no limit. A change needs a restart.";
        readonly status: undefined;
        readonly outcome: "The new connection is closed without an answer.";
    };
    readonly header_size: {
        readonly what: "size of a request's head: its first line and its headers";
        readonly setting: "http.max_header";
        readonly of: "connection";
        readonly property: "maxHeaderBytes";
        readonly value: {
            readonly kind: "size";
            readonly atLeast: 1024;
            readonly atMost: number;
            readonly default: number;
        };
        readonly needsRestart: true;
        readonly meaning: "The largest head of a request: its first line and its headers. 1KiB to 1MiB. A change needs a restart.";
        readonly status: 431;
        readonly outcome: "The connection is closed with the answer.";
    };
    readonly header_time: {
        readonly what: "time for a request's head to arrive, counted from the connection for the first one";
        readonly setting: "http.header_timeout";
        readonly of: "connection";
        readonly property: "headerTimeoutMs";
        readonly value: {
            readonly kind: "duration";
            readonly default: "10s";
        };
        readonly needsRestart: true;
        readonly meaning: "The time that a request's head may take to arrive; `request_timeout` holds for it too. A change needs a restart.";
        readonly status: 408;
        readonly outcome: "The connection is closed with the answer.";
    };
    readonly request_time: {
        readonly what: "time for a request to arrive in full, its body included";
        readonly setting: "http.request_timeout";
        readonly of: "connection";
        readonly property: "requestTimeoutMs";
        readonly value: {
            readonly kind: "duration";
            readonly default: "30s";
        };
        readonly needsRestart: true;
        readonly meaning: "The time that a request may take to arrive in full, at most a day. A change needs a restart.";
        readonly status: 408;
        readonly outcome: "The connection is closed with the answer; heartbeats that had arrived count.";
    };
    readonly idle_time: {
        readonly what: "time without a byte in either direction while a request is under way";
        readonly setting: "http.idle_timeout";
        readonly of: "connection";
        readonly property: "idleTimeoutMs";
        readonly value: {
            readonly kind: "duration";
            readonly default: "75s";
        };
        readonly needsRestart: true;
        readonly meaning: "The time without a byte in either direction after which a connection is closed, also between two requests. A change needs a restart.";
        readonly status: undefined;
        readonly outcome: "The connection is closed, in the middle of its answer if need be.";
    };
    readonly answer_rate: {
        readonly what: "how slowly a client may take an answer: at the least so much a second, on the average of half a minute in which bytes wait for it";
        readonly setting: "http.answer_rate";
        readonly of: "connection";
        readonly property: "answerBytesPerSecond";
        readonly value: {
            readonly kind: "size";
            readonly atLeast: 1;
            readonly atMost: number;
            readonly default: number;
        };
        readonly meaning: "What a client has to take of an answer a second, on the average of half a minute in which bytes wait for it. A client that takes less is cut off. 1B to 1GiB.";
        readonly status: undefined;
        readonly outcome: "The connection is closed in the middle of its answer.";
    };
    readonly answer_time: {
        readonly what: "time for a whole answer to be taken; for a scrape not more than its scraper says that it waits, and a second";
        readonly setting: "http.answer_timeout";
        readonly of: "connection";
        readonly property: "answerTimeoutMs";
        readonly value: {
            readonly kind: "duration";
            readonly default: "5m";
        };
        readonly meaning: "The time that a client may take for a whole answer, at most a day. A scrape has no more than its `X-Prometheus-Scrape-Timeout-Seconds` says, and a second.";
        readonly status: undefined;
        readonly outcome: "The connection is closed in the middle of its answer.";
    };
    readonly request_rate: {
        readonly what: "requests of one client address per window; probes do not count";
        readonly setting: "http.rate_limit.requests";
        readonly of: "window";
        readonly property: "requests";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: 1000000;
            readonly default: 0;
        };
        readonly meaning: "Requests that one client address may make per window. 0: no limit.";
        readonly status: 429;
        readonly outcome: "`Retry-After` says when to come back.";
    };
    readonly heartbeat_rate: {
        readonly what: "heartbeats of one client address per window";
        readonly setting: "http.rate_limit.heartbeats";
        readonly of: "window";
        readonly property: "heartbeats";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: 1000000000;
            readonly default: 0;
        };
        readonly meaning: "Heartbeats that one client address may send per window. 0: no limit.";
        readonly status: 429;
        readonly outcome: "`Retry-After` says when to come back. A batch is taken whole; what it took too much has to be waited for.";
    };
    readonly scrapes_in_flight: {
        readonly what: "scrapes that are being answered at a time";
        readonly setting: "--web.max-requests";
        readonly of: "request";
        readonly property: "maxScrapesInFlight";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: number;
            readonly default: 40;
        };
        readonly status: 503;
        readonly outcome: "`Retry-After` says when to come back.";
    };
    readonly answers_in_flight: {
        readonly what: "other large answers that are being sent at a time: `/`, `/health.json`, listings, the OpenAPI document";
        readonly setting: "http.max_answers";
        readonly of: "request";
        readonly property: "maxAnswersInFlight";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: 10000000;
            readonly default: 40;
        };
        readonly meaning: "The most large answers other than scrapes that are sent at a time: `/`, `/health.json`, listings, the OpenAPI document. 0: no limit. For scrapes: `--web.max-requests`.";
        readonly status: 503;
        readonly outcome: "`Retry-After` says when to come back.";
    };
    readonly places_per_address: {
        readonly what: "share of the places for scrapes, and of those for other large answers, that one client address holds at a time, in percent";
        readonly setting: "http.address_share";
        readonly of: "request";
        readonly property: "addressShare";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 1;
            readonly atMost: 100;
            readonly default: 50;
        };
        readonly meaning: "How much of the places of `max_answers`, and of those of `--web.max-requests`, one client address may hold at a time, in percent. 100: all of them, as behind a proxy, where everybody has its address.";
        readonly status: 429;
        readonly outcome: "`Retry-After` says when to come back. Other addresses find places.";
    };
    readonly snapshots: {
        readonly what: "moments of the cluster that are held for readers of `/health.json` at a time";
        readonly setting: "http.max_snapshots";
        readonly of: "request";
        readonly property: "maxSnapshots";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: 10000000;
            readonly default: 8;
        };
        readonly meaning: "The most moments of the cluster that are held for readers of `/health.json` at a time; each takes some 100 bytes a replica. 0: no limit.";
        readonly status: undefined;
        readonly outcome: "Whoever asks next waits until a moment is not read any more; after five seconds its readers are cut off, if they are what is slow.";
    };
    readonly body_size: {
        readonly what: "size of a request's body, after decompression";
        readonly setting: "http.max_body";
        readonly of: "request";
        readonly property: "maxBodyBytes";
        readonly value: {
            readonly kind: "size";
            readonly atLeast: 1024;
            readonly atMost: number;
            readonly default: number;
        };
        readonly meaning: "The largest request body, after decompression. 1KiB to 1GiB.";
        readonly status: 413;
        readonly outcome: "The rest of the body is not read. Heartbeats that were complete before the limit are taken in.";
    };
    readonly batch_length: {
        readonly what: "heartbeats in one request";
        readonly setting: "http.max_batch";
        readonly of: "request";
        readonly property: "maxBatch";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 1;
            readonly atMost: 1000000;
            readonly default: 10000;
        };
        readonly meaning: "The most heartbeats in one request.";
        readonly status: 413;
        readonly outcome: "What comes before the limit is taken in, and the answer says how much that is. Send smaller batches.";
    };
    readonly heartbeat_size: {
        readonly what: "size of one heartbeat: an element of an array, or a line";
        readonly setting: "http.max_line";
        readonly of: "request";
        readonly property: "maxLineBytes";
        readonly value: {
            readonly kind: "size";
            readonly atLeast: 1024;
            readonly atMost: number;
            readonly default: number;
        };
        readonly meaning: "The largest heartbeat: one element of an array, or one line. 1KiB to 16MiB. One that is larger is rejected, and the others of its batch count.";
        readonly status: undefined;
        readonly outcome: "The heartbeat is rejected in the report; the others of its batch count. Alone, it is answered with 413.";
    };
    readonly unknown_replicas: {
        readonly what: "replicas that the topology does not name";
        readonly setting: "max_unknown_replicas";
        readonly of: "cluster";
        readonly property: "maxUnknownReplicas";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: number;
            readonly default: number;
        };
        readonly meaning: "The most replicas that the topology does not name; followers of its shards count too. Heartbeats of further ones are refused.";
        readonly status: undefined;
        readonly outcome: "The heartbeat is rejected in the report; the others of its batch count.";
    };
    readonly unknown_regions: {
        readonly what: "regions that neither the topology nor `cluster.regions` names";
        readonly setting: "max_unknown_regions";
        readonly of: "cluster";
        readonly property: "maxUnknownRegions";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: 65536;
            readonly default: number;
        };
        readonly meaning: "The most regions that neither the topology nor `cluster.regions` names. Heartbeats of new replicas in further ones are refused, and such followers are left out. Under `registration: strict` none is taken.";
        readonly status: undefined;
        readonly outcome: "A new replica's heartbeat is rejected in the report. A follower is left out of a heartbeat that counts. Under `registration: strict` as if the limit were 0.";
    };
    readonly followers_per_heartbeat: {
        readonly what: "followers that one heartbeat names";
        readonly setting: "max_followers_per_heartbeat";
        readonly of: "cluster";
        readonly property: "maxFollowersPerHeartbeat";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: 65536;
            readonly default: number;
        };
        readonly meaning: "The most followers that one heartbeat may name. One that names more is refused.";
        readonly status: undefined;
        readonly outcome: "The heartbeat is rejected in the report; the others of its batch count.";
    };
    readonly followers: {
        readonly what: "followers of all replicas together";
        readonly setting: "max_followers";
        readonly of: "cluster";
        readonly property: "maxFollowers";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 0;
            readonly atMost: number;
            readonly default: number;
        };
        readonly meaning: "The most followers of all replicas together; each is a line in the metrics per follower. Further ones are left out.";
        readonly status: undefined;
        readonly outcome: "What is too much of them is left out of a heartbeat that counts.";
    };
    readonly tenants: {
        readonly what: "tenants that can be registered through the API";
        readonly setting: "http.max_tenants";
        readonly of: "request";
        readonly property: "maxTenants";
        readonly value: {
            readonly kind: "count";
            readonly atLeast: 1;
            readonly atMost: 10000000;
            readonly default: 100000;
        };
        readonly meaning: "The most tenants that can be registered through the API.";
        readonly status: 409;
        readonly outcome: "Tenants that are there can be changed and deleted.";
    };
};
/** A limit's name: its value of the label `limit`. */
export type LimitName = keyof typeof LIMITS;
/** The names in their order. */
export declare const LIMIT_NAMES: readonly LimitName[];
