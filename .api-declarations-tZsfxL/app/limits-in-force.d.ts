import type { HttpConfig } from "../config/config";
import type { HttpLimits } from "../http/routing/http-services";
/**
 * The limits on requests as the configuration has them that is in force when one is read.
 *
 * @param http - its section, asked on every reading. A reload changes values, and never which there are.
 * @param maxScrapesInFlight - a flag, which stays.
 */
export declare function limitsInForce(http: () => HttpConfig, maxScrapesInFlight: number): HttpLimits;
