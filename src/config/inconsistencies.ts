import type { ConfigFinding } from "../strict-yaml/config-problem";
import { formatDuration } from "../strict-yaml/duration";
import { itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import { maintenanceFindings } from "./maintenance";
import { natsFindings } from "./nats";
import { regionNameFindings } from "./region-name-rules";
import { repeatedValues } from "../strict-yaml/repeated-values";
import { healthSchema } from "./schema";
import { peerFindings } from "./peers";
import { sourceFindings } from "./sources";
import { storageFindings } from "./storage";
import { tenantFindings } from "./tenant-rules";
import { tokenFindings } from "./token-rules";
import { u16Schema } from "../strict-yaml/value-schemas";

/**
 * What contradicts itself in a document: rules between values, which a schema of single values cannot hold. Takes the
 * document as it was read, before the schema: every value that is valid by itself is compared with the others, so that
 * these problems are reported together with whatever else is wrong.
 */
export function inconsistencies(document: unknown): readonly ConfigFinding[] {
  return [
    ...regionNameFindings(document),
    ...healthFindings(document),
    ...shardFindings(document),
    ...tenantFindings(document),
    ...maintenanceFindings(document),
    ...storageFindings(document),
    ...natsFindings(document),
    ...sourceFindings(document),
    ...peerFindings(document),
    ...tokenFindings(document),
  ];
}

function healthFindings(document: unknown): readonly ConfigFinding[] {
  const forgetAfter = valueAt(document, "health", "forget_after");
  const read = healthSchema.safeParse({
    offline_after: valueAt(document, "health", "offline_after"),
    forget_after: forgetAfter,
  });
  if (!read.success || read.data.forget_after >= read.data.offline_after) return [];
  const forget = formatDuration(read.data.forget_after);
  const offline = formatDuration(read.data.offline_after);
  if (forgetAfter !== undefined) {
    const message = `expected at least health.offline_after (${offline}), got ${forget}`;
    return [{ path: ["health", "forget_after"], message }];
  }
  const message = `expected at most health.forget_after (${forget}), got ${offline}`;
  return [{ path: ["health", "offline_after"], message }];
}

function shardFindings(document: unknown): readonly ConfigFinding[] {
  const schema = u16Schema();
  const shardIds = itemsOf(valueAt(document, "topology", "shards")).map(
    (item) => schema.safeParse(valueAt(item, "shard_id")).data,
  );
  return repeatedValues(
    shardIds,
    (index) => ["topology", "shards", index, "shard_id"],
    "is assigned twice; a shard has one home",
  );
}
