import { U16_MAX } from "../domain/terms/ids";
import type { RegionId } from "../domain/terms/ids";
import type { ConfigFinding, ConfigPath } from "../strict-yaml/config-problem";
import { describeValue } from "../strict-yaml/describe-value";
import { isMapping, itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import { regionListFindings } from "./tenant-rules";
import { shardRangeSchema } from "../strict-yaml/value-schemas";

/**
 * What is wrong with the `ingest` of a token or a user: it narrows nothing, or to nothing, or names a region or something
 * twice or what nobody knows.
 *
 * @param holder - the entry that has it, beside its scopes.
 */
export function ingestFindings(
  holder: unknown,
  scopes: unknown,
  path: ConfigPath,
  regionIds: ReadonlyMap<string, RegionId>,
): readonly ConfigFinding[] {
  if (!isMapping(holder) || !("ingest" in holder)) return [];
  const { ingest } = holder;
  const base = [...path, "ingest"];
  const regions = valueAt(ingest, "regions");
  const shards = valueAt(ingest, "shards");
  return [
    ...scopeFindings(itemsOf(scopes), base),
    ...(regions === undefined && shards === undefined ? [emptyFinding(ingest, base)] : []),
    ...emptyListFindings(regions, "region", [...base, "regions"]),
    ...emptyListFindings(shards, "shard", [...base, "shards"]),
    ...regionListFindings(regions, [...base, "regions"], regionIds),
    ...overlapFindings(itemsOf(shards), [...base, "shards"]),
  ].filter((finding) => finding !== undefined);
}

function scopeFindings(scopes: readonly unknown[], path: ConfigPath): readonly ConfigFinding[] {
  if (scopes.includes("admin")) {
    const message =
      "narrows nothing beside scope admin, which may send every heartbeat; remove one of the two";
    return [{ path, message, at: "key" }];
  }
  if (scopes.includes("ingest")) return [];
  return [{ path, message: "narrows scope ingest, which is not among the scopes; add it there", at: "key" }];
}

/** Nothing below the key would open what was meant to be narrowed. */
function emptyFinding(ingest: unknown, path: ConfigPath): ConfigFinding | undefined {
  if (ingest !== null && !isMapping(ingest)) return undefined;
  const message = "expected regions, shards or both, got neither; without ingest every heartbeat may be sent";
  return { path, message, at: "key" };
}

function emptyListFindings(list: unknown, what: string, path: ConfigPath): readonly ConfigFinding[] {
  if (!Array.isArray(list) || list.length > 0) return [];
  return [{ path, message: `expected at least one ${what}, got an empty list` }];
}

function overlapFindings(items: readonly unknown[], path: ConfigPath): readonly ConfigFinding[] {
  const schema = shardRangeSchema();
  /** By shard: the position of the item that has it, from 1. */
  const owners = new Uint32Array(U16_MAX + 1);
  return items.flatMap((item, index): readonly ConfigFinding[] => {
    const range = schema.safeParse(item).data;
    if (range === undefined) return [];
    const span = owners.subarray(range.first, range.last + 1);
    const owner = span.find((position) => position !== 0);
    if (owner === undefined) {
      span.fill(index + 1);
      return [];
    }
    const message = `${describeValue(item)} overlaps ${describeValue(items[owner - 1])} further up; each shard is listed once`;
    return [{ path: [...path, index], message }];
  });
}
