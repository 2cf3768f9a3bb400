import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatProblems } from "../../../src/strict-yaml/config-problem";
import { parseConfig } from "../../../src/config/parse";

const FOLDER = join(__dirname, "..", "..", "fixtures", "config");

/** Every bad file, and everything that has to be said about it, in this order. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "alias-bomb": ["1:1: anchors and aliases multiply into too much; write the values out"],
  choices: [
    '1:15: registration: expected open or strict, got "closed"',
    '2:18: storage.kind: expected config, file or nats, got "s3"',
    '4:11: metrics.detail: expected region, shard or follower, got "shrad"',
    '6:16: auth.open_probes: expected true or false, got "yes"',
  ],
  durations: [
    '2:18: health.offline_after: expected a duration such as 30s, got "thirty"',
    "3:17: health.degraded_lag: expected a duration such as 30s, got 5",
    '4:17: health.forget_after: expected a duration such as 30s, got "30s1m"',
    '6:20: http.request_timeout: expected a duration of at most 1d, got "2d"',
    "8:13: http.rate_limit.window: expected a duration of more than 0, got 0",
  ],
  kinds: [
    '1:10: cluster: expected a mapping with the keys name, regions, got "production"',
    "2:9: health: expected a mapping with the keys offline_after, degraded_lag, forget_after, got a list",
    "3:21: topology.shards: expected a list, got a mapping",
    "4:10: tenants: expected a list, got 5",
  ],
  maintenance: [
    "5:3: maintenance: expected 6 entries at most (max_maintenance_windows), got 7",
    '13:11: maintenance[1].id: "a" is listed twice; work has one entry',
    '13:28: maintenance[1].by: expected one line of 1 to 100 characters, got " "',
    "13:85: maintenance[1].until: expected a time after from",
    "14:5: maintenance[2]: expected a region, a shard or both, got neither",
    "14:77: maintenance[2].until: expected at most 2h after from (max_maintenance_time), got 2h1s",
    '15:11: maintenance[3].id: expected 1 to 64 letters, digits, dots, dashes and underscores, with a letter or digit first, got "c/d"',
    '15:24: maintenance[3].region: no region in cluster.regions is called "eu-wset"; did you mean eu-west?',
    '15:67: maintenance[3].from: expected a time with its zone, such as 2026-11-29T22:00:00Z, got "2026-11-29T22:00:00"',
    '15:95: maintenance[3].until: expected a time with its zone, such as 2026-11-29T22:00:00Z, got "tomorrow"',
    '17:59: maintenance[5].from: expected a time with its zone, such as 2026-11-29T22:00:00Z, got "2026-13-29T22:00:00Z"',
    "18:5: maintenance[6].reason: is required: expected one line of 1 to 300 characters",
  ],
  "merge-key": [
    "3:5: tenants[1].<<: unknown key; expected one of tenant_id, max_signals_per_sec, max_entities, max_storage_bytes, required_regions",
  ],
  regions: [
    '4:8: cluster.regions.1: "us-east" is already the name of region 0; expected another',
    '5:8: cluster.regions.2: "0" reads as the number of another region; expected a name',
    '6:8: cluster.regions.3: expected a text (put it in quotes: "4"), got 4',
    "7:5: cluster.regions.4: expected a text, got nothing",
    '8:5: cluster.regions.eu-west: expected a region\'s number from 0 to 65535 as the key, as in 0: us-east, got "eu-west"',
    '8:14: cluster.regions.eu-west: expected a text (put it in quotes: "5"), got 5',
    '9:5: cluster.regions.65536: expected a region\'s number from 0 to 65535 as the key, as in 0: us-east, got "65536"',
    '10:5: cluster.regions.07: expected a region\'s number from 0 to 65535 as the key, as in 0: us-east, got "07"',
  ],
  nats: [
    "1:10: storage.path: is required with storage.kind: nats: expected the path of a file for the local copy",
    '1:32: storage.bucket: expected a name of letters, digits, - and _, such as tidaldb, got "two words"',
    "1:55: storage.replicas: expected 1, 3 or 5, got 2",
    "3:13: nats.servers[0]: names a user; expected a server such as nats://nats-1:4222, and who we are in keys of their own",
    '3:47: nats.servers[1]: expected a server such as nats://nats-1:4222, got "http://nats-2"',
    '3:64: nats.servers[2]: expected a server such as nats://nats-1:4222, got "nats-3:99999"',
    "5:3: nats.token_file: says who we are once more; keep one of them",
    "6:3: nats.user: goes with nats.password_file, which is missing",
    "7:10: nats.tls.cert_file: goes with nats.tls.key_file, which is missing",
  ],
  "nats-unused": [
    "1:12: storage.bucket: goes with storage.kind: nats only; remove it, or set storage.kind to nats",
    "1:29: storage.replicas: goes with storage.kind: nats only; remove it, or set storage.kind to nats",
    "2:1: nats: nothing uses it; remove it, or set nats.heartbeats to true or storage.kind to nats",
  ],
  "nats-without-servers": [
    "1:1: nats.servers: is required with storage.kind: nats: expected a list of servers",
    "3:3: topology.shards: kept in NATS, because storage.kind is nats; remove it here and use the API, or set storage.kind to config",
  ],
  "repeated-keys": [
    "3:35: cluster.regions.0: given twice, first in line 3; keep one",
    "4:1: health: given twice, first in line 1; keep one",
  ],
  peers: [
    '2:21: peers[0].url: expected an http or https URL with a host, got "b:10843"',
    '4:13: peers[1].name: "b" is used twice; names tell peers apart in metrics',
    "4:21: peers[1].url: expected a URL without a user or a password; they go into basic_auth",
    "6:14: peers[2].timeout: is longer than the peer's interval; one poll runs at a time",
    "7:5: peers[2].format: unknown key here; it belongs in sources[]",
  ],
  root: [
    "1:1: expected a mapping with the keys cluster, health, registration, max_unknown_replicas, max_unknown_regions, max_followers_per_heartbeat, max_followers, max_maintenance_windows, max_maintenance_time, topology, tenants, maintenance, storage, recording, nats, sources, peers, metrics, http, auth, got a list",
  ],
  "sizes-and-counts": [
    '2:13: http.max_body: expected a size such as 8MiB, 512KiB or a number of bytes, got "8MB"',
    "3:14: http.max_batch: expected a whole number from 1 to 1000000, got 0",
    "4:27: http.rate_limit.requests: expected a whole number from 0 to 1000000, got 1.5",
  ],
  sources: [
    '2:21: sources[0].url: expected an http or https URL with a host, got "ftp://h/"',
    '3:13: sources[1].name: "a" is used twice; names tell sources apart in metrics',
    "3:21: sources[1].url: expected a URL without a user or a password; they go into basic_auth",
    '5:10: sources[2].url: expected a URL without a fragment (#), got "http://h/#x"',
    '6:15: sources[2].interval: expected a duration of at most 5m, got "10m"',
    "8:5: sources[2].basic_auth: goes not beside authorization; remove one of the two",
    "8:29: sources[2].basic_auth.username: contains a colon, which ends a user name",
    "9:5: sources[2].tls_config: goes with an https URL only; remove it, or change url",
    "9:19: sources[2].tls_config.key_file: needs cert_file beside it: the two belong together",
    '12:13: sources[3].format: expected cluster-health, got "prometheus"',
    "13:20: sources[3].authorization.credentials_file: is required: expected the path of a file",
    '13:28: sources[3].authorization.type: expected the name of a scheme such as Bearer; passwords go into basic_auth, got "Basic"',
    "14:14: sources[3].timeout: is longer than the source's interval; one poll runs at a time",
    '15:15: sources[3].max_body: expected a size from 1KiB to 256MiB, got "1GiB"',
  ],
  "storage-kept-twice": [
    "2:3: topology.shards: kept in state.json, because storage.kind is file; remove it here and use the API, or set storage.kind to config",
    "4:1: tenants: kept in state.json, because storage.kind is file; remove it here and use the API, or set storage.kind to config",
  ],
  "storage-path-unused": [
    "1:12: storage.path: goes with storage.kind: file or nats; remove it, or set storage.kind to one of them",
  ],
  "storage-without-path": [
    "1:10: storage.path: is required with storage.kind: file: expected the path of a file",
  ],
  tag: ["2:9: not valid YAML: Unresolved tag: tag:yaml.org,2002:binary"],
  tenants: [
    '5:24: tenants[0].required_regions[0]: no region in cluster.regions is called "us-esat"; did you mean us-east?',
    "5:36: tenants[0].required_regions[2]: 1 is listed twice; once is enough",
    "6:16: tenants[1].tenant_id: 1 is listed twice; a tenant has one entry",
    "7:19: tenants[1].max_entities: expected a whole number from 0 to 18446744073709551615, got -1",
    "8:16: tenants[2].tenant_id: expected a whole number from 0 to 18446744073709551615, got 18446744073709551616",
    "9:23: tenants[2].required_regions: expected a list of regions, got 0",
    "10:5: tenants[3].tenant_id: is required: expected a whole number from 0 to 18446744073709551615",
    '10:24: tenants[3].required_regions[0]: no region in cluster.regions is called "mars"; expected a region\'s number, or a name from there',
  ],
  "threshold-above-default": [
    "2:18: health.offline_after: expected at most health.forget_after (1d), got 2d",
  ],
  thresholds: ["3:17: health.forget_after: expected at least health.offline_after (2m), got 1m"],
  tokens: [
    "3:7: auth.tokens[0]: expected either file or env, which say where the secret is; got both",
    '4:15: auth.tokens[1].name: "a" is used twice; names tell tokens apart in logs',
    '4:27: auth.tokens[1].scopes[0]: expected scrape, ingest or admin, got "read"',
    '4:41: auth.tokens[1].scopes[2]: "scrape" is listed twice; once is enough',
    "5:7: auth.tokens[2]: expected file or env, which say where the secret is; got neither",
    "5:26: auth.tokens[2].scopes: expected at least one scope, got an empty list",
    "6:7: auth.tokens[3].name: is required: expected a text",
    '6:17: auth.tokens[3].scopes: expected a list of scrape, ingest, admin, got "admin"',
    '6:29: auth.tokens[3].env: expected the name of an environment variable, such as SCRAPE_TOKEN, got "2FAST"',
    '7:15: auth.tokens[4].name: expected a text (put it in quotes: "5"), got 5',
    '7:41: auth.tokens[4].file: expected the path of a file, got ""',
    "8:7: auth.tokens[5]: expected a mapping with the keys name, scopes, file, env, ingest, got 7",
    "9:9: auth.tokens[6].name: expected a text, got nothing",
    "10:9: auth.tokens[7].name: expected a text, got nothing",
  ],
  topology: [
    "4:19: topology.shards[1].shard_id: 0 is assigned twice; a shard has one home",
    "5:19: topology.shards[2].shard_id: expected a whole number from 0 to 65535, got 65536",
    "5:37: topology.shards[2].region_id: expected a whole number from 0 to 65535, got -1",
    "6:7: topology.shards[3].region_id: is required: expected a whole number from 0 to 65535",
    "7:7: topology.shards[4]: expected a mapping with the keys shard_id, region_id, got 2",
  ],
  "two-documents": ["2:1: a second YAML document starts here; expected one document"],
  "unknown-alias": ["2:39: tenants[0].required_regions: *eu refers to no anchor; expected &eu further up"],
  "unknown-keys": [
    "1:1: clutser: unknown key; did you mean cluster?",
    "4:3: health.offline_aftr: unknown key; did you mean offline_after?",
    "5:3: health.shards: unknown key here; it belongs in topology",
    "6:3: health.what_is_this: unknown key; expected one of offline_after, degraded_lag, forget_after",
    "9:5: tenants[0].max_signal_per_sec: unknown key; did you mean max_signals_per_sec?",
    "10:1: Metrics: unknown key; did you mean metrics?",
  ],
};

test.each(Object.entries(EXPECTED))(
  "all problems of bad-%s.yml are reported, each with its place",
  (name, lines) => {
    const file = `bad-${name}.yml`;
    const text = readFileSync(join(FOLDER, file), "utf8");
    const result = parseConfig(text, file);
    expect(formatProblems(result.ok ? [] : result.problems)).toBe(
      lines.map((line) => `${file}:${line}\n`).join(""),
    );
  },
);

test("every bad file of the folder is in the table", () => {
  const files = readdirSync(FOLDER).filter((file) => file.startsWith("bad-"));
  expect(files.sort()).toEqual(
    Object.keys(EXPECTED)
      .map((name) => `bad-${name}.yml`)
      .sort(),
  );
});
