import { NS_PER_SECOND } from "#exporter/domain/terms/units";
import type { RegionId } from "#exporter/domain/terms/ids";
import { defineCommand } from "../commands/command";
import {
  choiceParameter,
  durationParameter,
  leaseParameter,
  regionParameter,
  textParameter,
} from "../faults/fault-parameters";
import type { ClusterLayout } from "../layout";
import type { NodeUpgrade, UpgradeRecord } from "./node-upgrade";
import type { OperationBoard, OperationStart } from "./operation-board";

const DEFAULT_DOWN_MS = 45_000;
const DEFAULT_LIMIT_MS = 30 * 60_000;
const DEFAULT_SETTLE_MS = 30_000;
const DEFAULT_LEASE_MS = 60_000;

/** Upgrades one node after another, or one alone, which is a planned drain. */
export const rollingUpgrade = defineCommand({
  name: "rolling-upgrade",
  summary:
    "Drains, stops, upgrades and rejoins one region after another, or one alone; announces each state to the exporter.",
  example: "version=1.1.0&down=45s",
  parameters: (layout: ClusterLayout) => ({
    version: textParameter(
      "the new version",
      "1 to 32 letters, digits, dots, dashes, underscores and plus signs",
      /^[\w.+-]{1,32}$/,
    ),
    region: regionParameter(layout, "the only region to upgrade; all, one by one, if not given").optional(),
    down: durationParameter("how long a region is down; 45s if not given").optional(),
    limit: durationParameter("how long a region may take from its drain on; 30m if not given").optional(),
    lease: leaseParameter(
      "how long an announcement holds unless it is renewed; 1m if not given, at least 10s",
    ).optional(),
    settle: durationParameter(
      "how long a region has to serve again before its work is over; 30s if not given",
    ).optional(),
    outcome: choiceParameter("runs: the new version runs (default); hangs: it never comes up", [
      "runs",
      "hangs",
    ]).optional(),
  }),
  begin: (board: OperationBoard, values): OperationStart => {
    const { layout, scheduler } = board;
    const startedNs = scheduler.wallNs();
    const regions = layout.regions.map(({ regionId }) => regionId);
    const record: UpgradeRecord = {
      id: `upgrade-${startedNs / NS_PER_SECOND}`,
      version: values.version,
      startedNs,
      downMs: values.down ?? DEFAULT_DOWN_MS,
      limitMs: values.limit ?? DEFAULT_LIMIT_MS,
      leaseMs: values.lease ?? DEFAULT_LEASE_MS,
      settleMs: values.settle ?? DEFAULT_SETTLE_MS,
      stuck: values.outcome === "hangs",
      nodes: (values.region === undefined ? regions : [values.region]).map((id) => pending(id, startedNs)),
    };
    if (record.nodes.length === regions.length && regions.length === 1)
      return { ok: false, message: "a cluster of one region has no other one that could serve meanwhile" };
    return board.startUpgrade(record);
  },
});

function pending(regionId: RegionId, sinceNs: bigint): NodeUpgrade {
  return { regionId, state: "Pending", sinceNs, led: [] };
}
