import { z } from "zod";
import type { ClusterHealth } from "../../domain/terms/cluster-health";
import type { ParseResult } from "../fields/parse-with";
/** tidalDB's `ClusterHealth` with the extensions. Unknown fields are ignored, null means absent, as in serde. */
export declare const clusterHealthSchema: z.ZodType<ClusterHealth>;
/** Health as plain JSON, field for field what serde makes of the Rust type, then the extensions. */
export declare function clusterHealthToWire(health: ClusterHealth): Record<string, unknown>;
/**
 * The text of `/health.json`, indented by two blanks. {@link parseClusterHealth} makes an equal value of it, u64s to the
 * last bit; only -0 comes back as 0.
 *
 * @throws RangeError when a number is NaN.
 */
export declare function printClusterHealth(health: ClusterHealth): string;
/** Reads what {@link printClusterHealth} printed, or what a Rust program printed of its own `ClusterHealth`. */
export declare function parseClusterHealth(text: string): ParseResult<ClusterHealth>;
