import { NS_PER_SECOND } from "#exporter/domain/terms/units";
import { defineCommand } from "../commands/command";
import {
  choiceParameter,
  durationParameter,
  leaseParameter,
  shardParameter,
} from "../faults/fault-parameters";
import type { ClusterLayout } from "../layout";
import { TENANT_IDS } from "../tenants/tenants";
import type { OperationBoard, OperationStart } from "./operation-board";

const DEFAULT_DUAL_MS = 20_000;
const DEFAULT_LIMIT_MS = 10 * 60_000;
const DEFAULT_LEASE_MS = 60_000;

/** Moves a tenant to another shard while its clients write. */
export const migrateTenant = defineCommand({
  name: "migrate-tenant",
  summary:
    "Moves a tenant to another shard: ships what it has, writes to both, switches, removes the old copy; announces each state to the exporter.",
  example: "tenant=t1&shard=7",
  parameters: (layout: ClusterLayout) => ({
    tenant: choiceParameter(
      "the tenant",
      TENANT_IDS.map((tenantId) => `t${tenantId}`),
    ),
    shard: shardParameter(layout, "the shard that it moves to"),
    dual: durationParameter("how long writes go to both shards; 20s if not given").optional(),
    limit: durationParameter("how long it may take until the switch; 10m if not given").optional(),
    lease: leaseParameter(
      "how long an announcement holds unless it is renewed; 1m if not given, at least 10s",
    ).optional(),
  }),
  begin: (board: OperationBoard, values): OperationStart => {
    const startedNs = board.scheduler.wallNs();
    const tenantId = BigInt(values.tenant.slice(1));
    return board.startMigration({
      id: `migrate-${values.tenant}-${startedNs / NS_PER_SECOND}`,
      tenantId,
      from: board.ownerOf(tenantId),
      to: values.shard,
      state: "Idle",
      sinceNs: startedNs,
      startedNs,
      lastShippedSeqno: 0n,
      dualMs: values.dual ?? DEFAULT_DUAL_MS,
      limitMs: values.limit ?? DEFAULT_LIMIT_MS,
      leaseMs: values.lease ?? DEFAULT_LEASE_MS,
    });
  },
});
