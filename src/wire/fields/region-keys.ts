import { z } from "zod";
import { isU16, isU64, U16_EXPECTED, U64_EXPECTED } from "../../domain/terms/ids";
import type { RegionId } from "../../domain/terms/ids";
import { expectation, integerExpectation } from "./expectation";
import { U64_JSON_SCHEMA } from "./number-schemas";

/** Decimal as serde prints a u16: "7", not "07", "+7" or "7.0". Otherwise two keys could mean one region. */
const REGION_KEY = /^(?:0|[1-9]\d{0,4})$/;
const KEY_EXPECTED = `a region id as the key, ${U16_EXPECTED}`;
const MAP_EXPECTED = "an object with region ids as keys";

function isRegionKey(key: unknown): key is string {
  return typeof key === "string" && REGION_KEY.test(key) && isU16(Number(key));
}

function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A map from region to u64. Written by hand because every heartbeat has one; of a map with many bad entries it reports
 * the first, so that a hostile map costs no more than an honest one.
 */
export function u64ByRegion(description: string): z.ZodType<ReadonlyMap<RegionId, bigint>> {
  const keyMessage = expectation(KEY_EXPECTED);
  const valueMessage = integerExpectation(U64_EXPECTED);
  return z
    .custom<Record<string, unknown>>(isJsonObject, { error: expectation(MAP_EXPECTED) })
    .transform((entries, context) => {
      const map = new Map<RegionId, bigint>();
      for (const key of Object.keys(entries)) {
        const value = entries[key];
        if (isRegionKey(key) && isU64(value)) map.set(Number(key), value);
        else {
          const message = isRegionKey(key) ? valueMessage({ input: value }) : keyMessage({ input: key });
          context.addIssue({ code: "custom", path: [key], message });
          break;
        }
      }
      return map;
    })
    .meta({
      type: "object",
      propertyNames: { pattern: REGION_KEY.source },
      additionalProperties: U64_JSON_SCHEMA,
      description,
    });
}

/** A map from region to anything that has a schema. */
export function byRegion<T>(value: z.ZodType<T>, description: string): z.ZodType<ReadonlyMap<RegionId, T>> {
  const key = z.custom<string>(isRegionKey).meta({ type: "string", pattern: REGION_KEY.source });
  const keyMessage = expectation(KEY_EXPECTED);
  const mapMessage = expectation(MAP_EXPECTED);
  return z
    .record(key, value, {
      error: (issue) => (issue.code === "invalid_key" ? keyMessage(issue) : mapMessage(issue)),
    })
    .transform((entries) => new Map(Object.entries(entries).map(([id, entry]) => [Number(id), entry])))
    .meta({ description });
}

/** A region map as JSON has it: string keys, ascending. */
export function regionMapToWire<T, W>(
  map: ReadonlyMap<RegionId, T>,
  toWire: (value: T) => W,
): Record<string, W> {
  const entries: Record<string, W> = {};
  for (const [regionId, value] of map) entries[String(regionId)] = toWire(value);
  return entries;
}
