import { RunningExporter } from "../app/running-exporter";
import { eventually } from "../programs/eventually";
import { CertificateAuthority } from "../tls/certificate-authority";

/** A heartbeat that a state begins with. */
interface StateHeartbeat {
  readonly shard_id: number;
  readonly region_id: number;
  /** How long ago it was sent; the first heartbeat of a replica is as old as it says. */
  readonly agoMs: number;
  /** Distance by following region. */
  readonly lagSeqnos: Readonly<Record<string, number>>;
}

/** A state of a cluster that tables have to show. */
export interface ClusterState {
  readonly state: string;
  readonly regions: readonly string[];
  readonly heartbeats: readonly StateHeartbeat[];
  readonly detail: "region" | "shard" | "follower";
  readonly tls: boolean;
}

const REGIONS = ["us-east", "eu-west", "ap-south"];

/** Names that a configuration may give to regions, and that must not mean anything on the way into a query. */
export const ODD_REGIONS = ["R&D <b>", "$1 {é}, 100%", "a\\b|c.d"];

/** Older Grafanas put a name with quotes into no query; it is offered and shown all the same. */
export const QUOTED_REGION = 'say "x", "y"';

/** Nothing that is sent goes silent while a test runs. */
const OFFLINE_AFTER_MS = 3_600_000;
/** Where something is silent from the start: its first heartbeat is believed to be this old only after a part of the time. */
const SHORT_OFFLINE_AFTER_MS = 6_000;
const LONG_AGO_MS = 2 * OFFLINE_AFTER_MS;

/** A shard at home in each region, which all others follow. */
function heartbeatsOf(regions: readonly string[], agoMs: (region: number) => number): StateHeartbeat[] {
  return regions.map((_, region) => ({
    shard_id: region,
    region_id: region,
    agoMs: agoMs(region),
    lagSeqnos: Object.fromEntries(
      regions.flatMap((__, follower) => (follower === region ? [] : [[follower, follower * 10]])),
    ),
  }));
}

const HEALTHY: ClusterState = {
  state: "healthy",
  regions: REGIONS,
  heartbeats: heartbeatsOf(REGIONS, () => 0),
  detail: "follower",
  tls: false,
};

/** The states in which something that a table shows is not there. */
export const CLUSTER_STATES: readonly ClusterState[] = [
  HEALTHY,
  { ...HEALTHY, state: "total outage", heartbeats: heartbeatsOf(REGIONS, () => LONG_AGO_MS) },
  { ...HEALTHY, state: "not heard since the start", heartbeats: [] },
  {
    ...HEALTHY,
    state: "one region out",
    heartbeats: heartbeatsOf(REGIONS, (region) => (region === 2 ? LONG_AGO_MS : 0)),
  },
  {
    ...HEALTHY,
    state: "one region never heard",
    heartbeats: HEALTHY.heartbeats.filter(({ region_id: region }) => region !== 2),
  },
  { ...HEALTHY, state: "detail region", detail: "region" },
  { ...HEALTHY, state: "detail shard", detail: "shard" },
  { ...HEALTHY, state: "TLS", tls: true, heartbeats: [] },
  {
    ...HEALTHY,
    state: "no followers",
    heartbeats: HEALTHY.heartbeats.map((heartbeat) => ({ ...heartbeat, lagSeqnos: {} })),
  },
  {
    ...HEALTHY,
    state: "one replica",
    regions: ["us-east"],
    heartbeats: [{ shard_id: 0, region_id: 0, agoMs: 0, lagSeqnos: {} }],
  },
  {
    ...HEALTHY,
    state: "a follower that nobody hears",
    regions: ["us-east"],
    heartbeats: [{ shard_id: 0, region_id: 0, agoMs: 0, lagSeqnos: { 7: 10 } }],
  },
  {
    ...HEALTHY,
    state: "odd names",
    regions: [...ODD_REGIONS, QUOTED_REGION],
    heartbeats: heartbeatsOf([...ODD_REGIONS, QUOTED_REGION], () => 0),
  },
  { ...HEALTHY, state: "nothing yet", regions: [], heartbeats: [] },
];

/** Starts an exporter that has heard what its state says. */
export async function startInState(state: ClusterState): Promise<RunningExporter> {
  const exporter = await RunningExporter.start(configOf(state), state.tls ? await selfSigned() : undefined);
  await send(exporter, state.state, state.heartbeats);
  if (hasSilence(state)) await untilSilent(exporter, state);
  return exporter;
}

async function send(
  exporter: RunningExporter,
  state: string,
  heartbeats: readonly StateHeartbeat[],
): Promise<void> {
  for (const { agoMs, lagSeqnos, ...heartbeat } of heartbeats) {
    const response = await exporter.heartbeat({ ...heartbeat, replication_lag: lagSeqnos }, agoMs);
    if (!response.ok) throw new Error(`${state}: heartbeat refused: ${await response.text()}`);
  }
}

function hasSilence({ heartbeats }: ClusterState): boolean {
  return heartbeats.some(({ agoMs }) => agoMs > 0);
}

/** Keeps up those that are not silent, until the exporter is stopped, and waits for the others. */
async function untilSilent(exporter: RunningExporter, { state, heartbeats }: ClusterState): Promise<void> {
  const live = heartbeats.filter(({ agoMs }) => agoMs === 0);
  const timer = setInterval(() => {
    // The exporter may be stopped while one is on its way.
    send(exporter, state, live).catch(() => {
      clearInterval(timer);
    });
  }, SHORT_OFFLINE_AFTER_MS / 6);
  timer.unref();
  await eventually(`${state}: silence`, 4 * SHORT_OFFLINE_AFTER_MS, async () => {
    const { regions } = (await (await fetch(`${exporter.url}/health.json`)).json()) as {
      readonly regions: Readonly<Record<string, string>>;
    };
    const offline = Object.values(regions).filter((health) => health === "Offline").length;
    return offline === heartbeats.length - live.length ? true : undefined;
  });
}

function configOf(state: ClusterState): string {
  const { regions, detail } = state;
  const offlineAfterMs = hasSilence(state) ? SHORT_OFFLINE_AFTER_MS : OFFLINE_AFTER_MS;
  return JSON.stringify({
    cluster: { regions: Object.fromEntries(regions.map((name, region) => [region, name])) },
    health: { offline_after: `${offlineAfterMs}ms` },
    topology: { shards: regions.map((_, region) => ({ shard_id: region, region_id: region })) },
    metrics: { detail },
  });
}

async function selfSigned(): Promise<string> {
  const authority = await CertificateAuthority.create();
  const { cert, key } = await authority.issue("server");
  return JSON.stringify({ tls_server_config: { cert, key } });
}
