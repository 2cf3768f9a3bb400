import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import { limitPlaces } from "./limit-places";

/** Limits the scrapes that are being answered at a time, as the Go client library's exporters do. */
export function limitScrapes(services: Pick<HttpServices, "limits" | "refusals">): Guard {
  const places = (): number => services.limits.maxScrapesInFlight;
  return limitPlaces({ what: "scrapes", limit: "scrapes_in_flight", places }, services);
}
