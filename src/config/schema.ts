import type { z } from "zod";
import { DEFAULT_SETTINGS } from "../domain/terms/control-plane-settings";
import { formatDuration } from "../strict-yaml/duration";
import { maintenanceListSchema } from "./maintenance";
import { natsSchema } from "./nats";
import { peersSchema } from "./peers";
import { recordingSchema } from "./recording";
import { sourcesSchema } from "./sources";
import { storageSchema } from "./storage";
import { LONGEST_TIMER_MS, limitKeys } from "./limit-keys";
import {
  dictionarySchema,
  eitherSchema,
  listSchema,
  sectionSchema,
  valuesSchema,
  writtenSectionSchema,
} from "../strict-yaml/section-schema";
import {
  choiceSchema,
  countSchema,
  durationSchema,
  environmentVariableSchema,
  filePathSchema,
  nameSchema,
  regionSchema,
  shardRangeSchema,
  switchSchema,
  u16Schema,
  u64Schema,
} from "../strict-yaml/value-schemas";

/** What a bearer token may be allowed to do. */
export const TOKEN_SCOPES = ["scrape", "ingest", "admin"] as const;

/** How much of the catalogue is exported. */
export const METRIC_DETAILS = ["region", "shard", "follower"] as const;

/** One entry of `topology.shards`. */
export const assignmentSchema = sectionSchema("A shard and the region that its leader is at home in.", {
  shard_id: u16Schema().meta({ description: "The shard's number, 0 to 65535. Each shard is listed once." }),
  region_id: u16Schema().meta({ description: "The number of its home region, 0 to 65535." }),
});

/** One entry of `tenants`. */
export const tenantSchema = sectionSchema("A tenant.", {
  tenant_id: u64Schema().meta({ description: "The tenant's number. Each tenant is listed once." }),
  max_signals_per_sec: u64Schema()
    .optional()
    .meta({ description: "Signals per second that the tenant may write. Without it: unlimited." }),
  max_entities: u64Schema()
    .optional()
    .meta({ description: "Entities that the tenant may hold. Without it: unlimited." }),
  max_storage_bytes: u64Schema()
    .optional()
    .meta({ description: "Bytes that the tenant may store. Without it: unlimited." }),
  required_regions: valuesSchema("a list of regions", regionSchema()).optional().meta({
    description:
      "Data residency: regions, by number or by name, that the tenant's data must stay in. Without it: anywhere.",
  }),
});

function scopesSchema(): z.ZodArray<ReturnType<typeof choiceSchema<(typeof TOKEN_SCOPES)[number]>>> {
  return valuesSchema(`a list of ${TOKEN_SCOPES.join(", ")}`, choiceSchema(TOKEN_SCOPES));
}

/** What scope `ingest` is narrowed to. */
function ingestSchema() {
  return sectionSchema("The heartbeats that scope `ingest` may send: of these regions and of these shards.", {
    regions: valuesSchema("a list of regions", regionSchema()).optional().meta({
      description:
        "The regions, by number or by name, that it may send heartbeats of. Without it: every region. A heartbeat's followers are a part of its report, and may be in any region.",
    }),
    shards: valuesSchema("a list of shards and ranges", shardRangeSchema()).optional().meta({
      description:
        "The shards, by number or as ranges such as `4-7`, that it may send heartbeats of. Without it: every shard.",
    }),
  });
}

/** One entry of `auth.tokens`. */
export const tokenSchema = sectionSchema("A bearer token.", {
  name: nameSchema().meta({ description: "What the token is called in logs. Each name is used once." }),
  scopes: scopesSchema().meta({
    description:
      "What the token may do: `scrape` reads, `ingest` posts heartbeats, `admin` does both, changes topology and tenants, and reloads.",
  }),
  file: filePathSchema().optional().meta({
    description: "The file that holds the secret, at least 16 characters. Either this or `env`.",
  }),
  env: environmentVariableSchema().optional().meta({
    description: "The environment variable that holds the secret. Either this or `file`.",
  }),
  ingest: ingestSchema().optional(),
});

/** One entry of `auth.users` where it is more than a list of scopes. */
const userSchema = sectionSchema("What a user may do.", {
  scopes: scopesSchema().meta({ description: "What the user may do; the entry may be this list alone." }),
  ingest: ingestSchema().optional(),
});

/** The section `health`. */
export const healthSchema = sectionSchema("When a region is Degraded or Offline.", {
  offline_after: durationSchema()
    .prefault(formatDuration(DEFAULT_SETTINGS.offlineAfterMs))
    .meta({ description: "A replica is Offline after more than this without a fresh heartbeat." }),
  degraded_lag: durationSchema()
    .prefault(formatDuration(DEFAULT_SETTINGS.degradedLagMs))
    .meta({ description: "A replica is Degraded while one of its followers lags by more than this." }),
  forget_after: durationSchema().prefault(formatDuration(DEFAULT_SETTINGS.forgetAfterMs)).meta({
    description:
      "A replica that the topology does not name is forgotten after this much silence. Not below `offline_after`.",
  }),
});

const clusterSchema = sectionSchema("The cluster and its regions.", {
  name: nameSchema()
    .prefault(DEFAULT_SETTINGS.clusterName)
    .meta({ description: "The cluster's name, shown in `tidaldb_cluster_info` and on the status page." }),
  regions: dictionarySchema(
    "Names of regions by number; they become the label `region`. A region without a name is called by its number.",
    nameSchema(),
    [{ 0: "us-east", 1: "eu-west" }],
  ),
});

const topologySchema = writtenSectionSchema("Which shards exist, and where they are at home.", {
  shards: listSchema(
    "One entry per shard. A shard that is listed here and never heard becomes Offline.",
    assignmentSchema,
    [
      { shard_id: 0, region_id: 0 },
      { shard_id: 1, region_id: 1 },
    ],
  ),
});

/** The section `metrics`. */
export const metricsSchema = sectionSchema("What is exported.", {
  detail: choiceSchema(METRIC_DETAILS).prefault("follower").meta({
    description:
      "`region`: no series per shard or per follower. `shard`: none per follower. `follower`: everything.",
  }),
  max_series: countSchema(0, 100_000_000).prefault(0).meta({
    description:
      "A budget for one scrape, those about the exporter's own process left aside. When all that `detail` lets through is more, the series per follower are left out of every scrape, then those per shard, and then those of regions that nobody named. 0: no budget.",
  }),
});

/** The section `http.rate_limit`. */
export const rateLimitSchema = sectionSchema("Limits per client address; off by default.", {
  ...limitKeys("window"),
  window: durationSchema(LONGEST_TIMER_MS).prefault("1s").meta({ description: "The window's length." }),
});

const httpSchema = sectionSchema("Limits on what clients may do.", {
  ...limitKeys("connection", "request"),
  rate_limit: rateLimitSchema,
});

/** The section `auth`. */
export const authSchema = writtenSectionSchema(
  "Who may do what. Without tokens and users, reading is open and writing routes answer on loopback addresses only. As soon as there is one, every call needs a token or a password with the scope for it, a scrape too.",
  {
    tokens: listSchema("Bearer tokens. The secrets themselves are never written here.", tokenSchema, [
      { name: "prometheus", scopes: ["scrape"], file: "/etc/tidaldb-exporter/scrape.token" },
      { name: "shards", scopes: ["ingest"], env: "INGEST_TOKEN" },
      {
        name: "eu-shards",
        scopes: ["ingest"],
        env: "EU_INGEST_TOKEN",
        ingest: { regions: ["eu-west"], shards: [0, "4-7"] },
      },
    ]),
    users: dictionarySchema(
      "What users of the web configuration (`basic_auth_users`) may do, by name, in the scopes of tokens. Who is not named may `scrape`. An entry with `scopes` and `ingest` is narrowed as a token is.",
      eitherSchema(Array.isArray, scopesSchema(), userSchema),
      [{ alice: ["admin"], shards: { scopes: ["ingest"], ingest: { regions: [1], shards: [0, "4-7"] } } }],
    ),
    open_probes: switchSchema().prefault(true).meta({
      description: "Whether `/-/healthy` and `/-/ready` answer without credentials.",
    }),
  },
);

/** The whole document, as the operator writes it. Rules between values are in `inconsistencies`. */
export const documentSchema = sectionSchema("The configuration of tidaldb-exporter.", {
  cluster: clusterSchema,
  health: healthSchema,
  registration: choiceSchema(["open", "strict"]).prefault(DEFAULT_SETTINGS.registration).meta({
    description:
      "`open`: a replica's first heartbeat registers it. `strict`: only the replicas that the topology names, and followers of its shards in regions that it or `cluster.regions` names; other heartbeats are refused, and other followers left out.",
  }),
  ...limitKeys("cluster"),
  topology: topologySchema,
  tenants: listSchema("The tenants, and where their data may live.", tenantSchema, [
    { tenant_id: 1, max_signals_per_sec: 25000, required_regions: [0] },
  ]),
  maintenance: maintenanceListSchema,
  storage: storageSchema,
  recording: recordingSchema,
  nats: natsSchema,
  sources: sourcesSchema,
  peers: peersSchema,
  metrics: metricsSchema,
  http: httpSchema,
  auth: authSchema,
});

/** The document with every value read and every default filled in. */
export type ConfigDocument = z.output<typeof documentSchema>;
