import { Command } from "commander";
import { clusterTopologySchema } from "../../wire/shapes/cluster-topology";
import { askFor, askForHealth, clientOf, namesOf, tellFailure } from "../asking/asking";
import { addConnectionFlags } from "../asking/connection";
import type { ConnectionFlags } from "../asking/connection";
import type { TerminalHost } from "../terminal/terminal-host";
import { screenOf } from "../terminal/style";
import { topologyText } from "./topology-text";

interface TopologyFlags extends ConnectionFlags {
  readonly json: boolean;
}

/** `topology`: which shards are at home in which region. */
export function topologyCommand(host: TerminalHost): Command {
  const command = new Command("topology")
    .description("which shards are at home in which region")
    .option("--json", "print the topology as JSON, a shard each", false);
  return addConnectionFlags(command, host.env).action(async (flags: TopologyFlags) => {
    const client = await clientOf(flags, host);
    if (client === undefined) return;
    const topology = await askFor(client, { path: "/api/v1/topology" }, clusterTopologySchema);
    if (!topology.ok) {
      tellFailure(topology.message, host);
      return;
    }
    const { value, text } = topology.value;
    if (flags.json) {
      host.stdout(text);
      return;
    }
    // Only for the names: numbers will do.
    const health = await askForHealth(client);
    const nameOf = health.ok ? namesOf(health.value.value) : String;
    host.stdout(topologyText(value.shards, nameOf, screenOf(host)));
  });
}
