import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
/**
 * Limits the requests of one client address; those over the limit get 429 and Retry-After. The address is the socket's:
 * a header could name any. IPv6 addresses count by their /56, which is what one customer usually has.
 */
export declare function limitRate(services: RateServices): Guard;
type RateServices = Pick<HttpServices, "limits" | "refusals">;
export {};
