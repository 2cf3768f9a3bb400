import type { HttpConfig } from "../../config/config";
import type { HttpLimits } from "../../http/routing/http-services";

/**
 * The limits on requests as the configuration has them that is in force when one is read.
 *
 * @param http - its section, asked on every reading. A reload changes values, and never which there are.
 * @param maxScrapesInFlight - a flag, which stays.
 */
export function limitsInForce(http: () => HttpConfig, maxScrapesInFlight: number): HttpLimits {
  const limits = { maxScrapesInFlight };
  for (const property of Object.keys(http()) as (keyof HttpConfig)[]) {
    Object.defineProperty(limits, property, { enumerable: true, get: () => http()[property] });
  }
  return limits as HttpLimits;
}
