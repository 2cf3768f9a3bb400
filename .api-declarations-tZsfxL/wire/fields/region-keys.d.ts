import { z } from "zod";
import type { RegionId } from "../../domain/terms/ids";
/**
 * A map from region to u64. Written by hand because every heartbeat has one; of a map with many bad entries it reports
 * the first, so that a hostile map costs no more than an honest one.
 */
export declare function u64ByRegion(description: string): z.ZodType<ReadonlyMap<RegionId, bigint>>;
/** A map from region to anything that has a schema. */
export declare function byRegion<T>(value: z.ZodType<T>, description: string): z.ZodType<ReadonlyMap<RegionId, T>>;
/** A region map as JSON has it: string keys, ascending. */
export declare function regionMapToWire<T, W>(map: ReadonlyMap<RegionId, T>, toWire: (value: T) => W): Record<string, W>;
