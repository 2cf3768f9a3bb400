import type { LimitName } from "../../limits/limits";
import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
/** What has places of its own. */
export interface PlacesOptions {
    /** As a sentence begins with it: "scrapes". */
    readonly what: string;
    readonly limit: Extract<LimitName, "scrapes_in_flight" | "answers_in_flight">;
    /** Asked on every request; 0: no limit. */
    readonly places: () => number;
}
/**
 * Lets only so many answers be under way at a time, and fewer to one client address. Those beyond get 503 or 429, and
 * Retry-After. A place is free again when the answer is over, also when its client left.
 */
export declare function limitPlaces({ what, limit, places }: PlacesOptions, { limits, refusals }: Pick<HttpServices, "limits" | "refusals">): Guard;
