import { z } from "zod";
import type { RegionHealth } from "../../domain/terms/cluster-health";
import type { RegionId } from "../../domain/terms/ids";
import type { Result } from "../../domain/terms/result";
import { expectation } from "../fields/expectation";
import { u64 } from "../fields/number-schemas";
import { parseWith } from "../fields/parse-with";
import { byRegion } from "../fields/region-keys";
import { oneOf } from "../fields/text-schemas";
import { ASCII, byteAt } from "../json/ascii";
import { parseJson } from "../json/json";
import { decodeUtf8 } from "../json/utf8";
import { REGION_HEALTHS } from "./region-details";

/** Far above the regions of four clouds together; parsed in one piece. */
const MAX_MEMBER_BYTES = 64 * 1024;

/** What a `ClusterHealth` says besides its shards, as far as a poll needs it; the shards as the bytes that they are. */
export interface ClusterHealthHead {
  readonly snapshotNs: bigint;
  readonly regions: ReadonlyMap<RegionId, RegionHealth>;
  /** A JSON array, not looked at yet. */
  readonly shards: Uint8Array;
}

const headSchema = z.object(
  {
    snapshot_ns: u64("As in ClusterHealth."),
    regions: byRegion(oneOf(REGION_HEALTHS, "As in ClusterHealth."), "As in ClusterHealth."),
  },
  { error: expectation("an object") },
);

/**
 * Reads the head of a `ClusterHealth` from the members of its document. What it needs has to be there and to be right; totals and
 * unknown members are not looked at.
 */
export function readClusterHealthHead(members: ReadonlyMap<string, Uint8Array>): Result<ClusterHealthHead> {
  const values: Record<string, unknown> = {};
  for (const name of ["snapshot_ns", "regions"]) {
    const bytes = members.get(name);
    if (bytes === undefined) continue;
    if (bytes.length > MAX_MEMBER_BYTES) return { ok: false, message: `${name} is longer than 64 KiB` };
    const text = decodeUtf8(bytes);
    if (!text.ok) return { ok: false, message: `${name}: ${text.message}` };
    const json = parseJson(text.value);
    if (!json.ok) return { ok: false, message: `${name}: ${json.message}` };
    values[name] = json.value;
  }
  const head = parseWith(headSchema, values);
  if (!head.ok) return { ok: false, message: head.problems[0].message };
  const shards = members.get("shards");
  if (shards === undefined)
    return { ok: false, message: "shards is missing, expected an array of shard stats" };
  if (byteAt(shards, 0) !== ASCII.openBracket) return { ok: false, message: "shards: expected an array" };
  return { ok: true, value: { snapshotNs: head.value.snapshot_ns, regions: head.value.regions, shards } };
}
