import type { RegionId } from "#exporter/domain/terms/ids";
import type { ReferenceCluster } from "../cluster/reference-cluster";
import { AGENT_SILENCE_MS } from "../forage/discovery-agents";
import { SOURCES } from "../forage/discovery-engine";
import type { DiscoveryEngine } from "../forage/discovery-engine";
import { findRegion } from "../layout";
import type { RegionLayout } from "../layout";
import { MOST_USER_ID, SIGNAL_KINDS, packSignals } from "../wal/signal";
import type { SignalKind } from "../wal/signal";
import { jsonAnswer, problemAnswer } from "./control-answer";
import type { ControlAnswer } from "./control-answer";

const DEFAULT_LIMIT = 20;
const MOST_LIMIT = 100;

type Query = Readonly<Record<string, string>>;

/** A text that is none of a parameter's values, as a sentence. */
class InvalidParameter extends Error {}

/** The feed of a user in a region: entities, where each comes from, and whether it should please or is there to find out. */
export function feedAnswer(cluster: ReferenceCluster, query: Query): ControlAnswer {
  return answered(() => {
    allow(query, ["user", "limit", "region"]);
    const region = regionOf(cluster, query);
    const userId = numberOf(query, "user", MOST_USER_ID);
    const limit = query["limit"] === undefined ? DEFAULT_LIMIT : numberOf(query, "limit", MOST_LIMIT);
    if (cluster.sessions.running(region.regionId) === undefined) {
      return problemAnswer(503, "Region is down", `region ${region.name}: it is down; ask another one`);
    }
    const engine = engineOf(cluster, region);
    const { items } = engine;
    return jsonAnswer(200, {
      user_id: userId,
      region: region.name,
      items: engine.feed(userId, limit).map(({ item, source, label }) => ({
        entity_id: entityOf(engine, item),
        label,
        source,
        topic: items.labelNames[items.labels[item] ?? 0],
      })),
    });
  });
}

/** Takes in what a user did with an entity: it is written as any signal is, and once it is acknowledged the engine learns from it. */
export function signalAnswer(cluster: ReferenceCluster, query: Query): ControlAnswer {
  return answered(() => {
    allow(query, ["user", "entity", "type", "weight", "region"]);
    const region = regionOf(cluster, query);
    const userId = numberOf(query, "user", MOST_USER_ID);
    const kind = kindOf(query);
    const weight = weightOf(query);
    const engine = engineOf(cluster, region);
    const entityId = /^\d{1,20}$/.test(query["entity"] ?? "") ? BigInt(query["entity"] ?? "") : undefined;
    const item = entityId === undefined ? undefined : engine.find(entityId);
    if (entityId === undefined || item === undefined) {
      throw new InvalidParameter(
        `entity: expected one of the ${engine.items.count} entities of region ${region.name}, as its feeds show them`,
      );
    }
    const shardId = engine.items.shardIds[item] ?? 0;
    const written = cluster.fleet.write(shardId, packSignals([{ entityId, kind, userId, weight }]));
    if (!written.ok) return problemAnswer(503, "Not written", written.message);
    engine.learn(userId, item, kind);
    return jsonAnswer(201, { shard_id: shardId, seqno: written.value });
  });
}

/** What a region's engine would like to know more about: its sources, the one that it knows least about first. */
export function browseTasksAnswer(cluster: ReferenceCluster, query: Query): ControlAnswer {
  return answered(() => {
    allow(query, ["region"]);
    const regions = query["region"] === undefined ? cluster.layout.regions : [regionOf(cluster, query)];
    return jsonAnswer(200, {
      tasks: regions.flatMap(({ regionId, name }) =>
        [...(cluster.workload.engine(regionId)?.sources ?? [])]
          .sort((a, b) => a.answers - b.answers)
          .map(({ source, answers, explored }) => {
            const agent = cluster.discoveryAgents.holderOf({ regionId, source });
            return { region: name, source, answers, explored, agent: agent ?? null };
          }),
      ),
    });
  });
}

/** Takes in that an agent works on one of the tasks, which is its own as long as it says so often enough. */
export function discoveryHeartbeatAnswer(cluster: ReferenceCluster, query: Query): ControlAnswer {
  return answered(() => {
    allow(query, ["agent", "source", "region"]);
    const { regionId, name } = regionOf(cluster, query);
    const agent = query["agent"] ?? "";
    if (!/^[\w.-]{1,64}$/.test(agent)) {
      throw new InvalidParameter(
        `agent: expected a name of 1 to 64 letters, digits, dots, dashes and underscores, got "${agent.slice(0, 80)}"`,
      );
    }
    const source = SOURCES.find((one) => one === query["source"]);
    if (source === undefined) {
      throw new InvalidParameter(
        `source: expected one of ${SOURCES.join(", ")}, got "${query["source"] ?? ""}"`,
      );
    }
    const taken = cluster.discoveryAgents.heartbeat(agent, { regionId, source });
    if (!taken.ok) return problemAnswer(409, "Another agent has the task", taken.message);
    return jsonAnswer(taken.value.renewed ? 200 : 201, {
      agent,
      region: name,
      source,
      given_back_after_seconds: AGENT_SILENCE_MS / 1_000,
    });
  });
}

/** How discovery stands in each region, for the status. */
export function forageStatus({ layout, workload }: ReferenceCluster): readonly Record<string, unknown>[] {
  return layout.regions.flatMap(({ regionId, name }) => {
    const engine = workload.engine(regionId);
    if (engine === undefined) return [];
    const { all, exploring } = engine.places;
    return {
      region: name,
      items: engine.items.count,
      users: engine.userCount,
      places: all,
      places_exploring: exploring,
      sources: engine.sources.map(({ source, answers, meanReward, explored }) => ({
        source,
        answers,
        mean_reward: meanReward,
        explored,
      })),
    };
  });
}

function answered(answer: () => ControlAnswer): ControlAnswer {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof InvalidParameter)) throw error;
    return problemAnswer(400, "Invalid parameters", error.message);
  }
}

function allow(query: Query, known: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new InvalidParameter(`${unknown}: expected one of ${known.join(", ")}`);
}

function regionOf({ layout }: ReferenceCluster, query: Query): RegionLayout {
  const text = query["region"];
  const region = text === undefined ? layout.regions[0] : findRegion(layout, text);
  if (region !== undefined) return region;
  const names = layout.regions.map(({ name }) => name).join(", ");
  throw new InvalidParameter(`region: expected one of the regions ${names}, got "${text ?? ""}"`);
}

function engineOf({ workload }: ReferenceCluster, { regionId, name }: RegionLayout): DiscoveryEngine {
  const engine = workload.engine(regionId satisfies RegionId);
  if (engine === undefined)
    throw new InvalidParameter(`region: expected one with entities, ${name} has none`);
  return engine;
}

function numberOf(query: Query, name: string, most: number): number {
  const text = query[name] ?? "";
  const value = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= most) return value;
  throw new InvalidParameter(`${name}: expected a number from 1 to ${most}, got "${text}"`);
}

function kindOf(query: Query): SignalKind {
  const kind = SIGNAL_KINDS.find((one) => one === query["type"]);
  if (kind !== undefined) return kind;
  throw new InvalidParameter(
    `type: expected one of ${SIGNAL_KINDS.join(", ")}, got "${query["type"] ?? ""}"`,
  );
}

function weightOf(query: Query): number {
  const text = query["weight"] ?? "1";
  const weight = /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : NaN;
  if (!Number.isNaN(weight)) return weight;
  throw new InvalidParameter(`weight: expected a number from 0 to 999999, got "${text}"`);
}

function entityOf({ items }: DiscoveryEngine, item: number): bigint {
  return (BigInt(items.upper[item] ?? 0) << 32n) | BigInt(items.lower[item] ?? 0);
}
