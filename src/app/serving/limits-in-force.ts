import type { HttpConfig } from "../../config/config";
import type { HttpLimits } from "../../http/routing/http-services";

/**
 * The limits on requests, as the configuration has them that is in force when they are asked for. They stay the same object
 * until a reload brings others.
 *
 * @param http - its section, asked on every call; a reload brings another object.
 * @param maxScrapesInFlight - a flag, which stays.
 */
export function limitsInForce(http: () => HttpConfig, maxScrapesInFlight: number): () => HttpLimits {
  let section = http();
  let limits: HttpLimits = { ...section, maxScrapesInFlight };
  return () => {
    const current = http();
    if (current !== section) {
      section = current;
      limits = { ...section, maxScrapesInFlight };
    }
    return limits;
  };
}
