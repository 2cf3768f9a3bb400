import { ShardConditions } from "../../src/domain/incidents/shards/shard-conditions";
import { Topology } from "../../src/domain/membership/topology";
import { ReplicaTable } from "../../src/domain/replicas/replica-table";
import { NO_WATCHER } from "../support/domain/replica-columns";
import { conditionsFound } from "../support/domain/walked-states";

const THRESHOLDS = { offlineAfterMs: 30_000, degradedLagMs: 5_000 };

test.each<{ readonly when: string; readonly befalls: (table: ReplicaTable, topology: Topology) => void }>([
  {
    when: "a source is configured",
    befalls: (table) => table.paths.configure([{ name: "source", patienceMs: 0 }], 0),
  },
  {
    when: "the topology changes",
    befalls: (_, topology) => topology.assign({ shardId: 0, regionId: 1 }),
  },
])("of a shard that came and left between two looks nothing is wrong, also when $when", ({ befalls }) => {
  const table = new ReplicaTable(NO_WATCHER);
  const topology = new Topology();
  const conditions = new ShardConditions();
  conditions.look(table, topology, THRESHOLDS, 0);
  table.add({ shardId: 2, regionId: 1 }, 0);
  table.remove({ shardId: 2, regionId: 1 });
  befalls(table, topology);
  conditions.look(table, topology, THRESHOLDS, 0);
  expect(conditionsFound(conditions, table, [0, 1, 2])).toEqual({
    withoutLeader: [],
    critical: [],
    silent: [],
    counts: [0, 0],
    problems: [],
  });
});
