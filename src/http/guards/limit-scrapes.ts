import type { Guard } from "./guard";
import { limitPlaces } from "./limit-places";
import type { Limiting } from "./limit-places";

/** Limits the scrapes that are being answered at a time, as the Go client library's exporters do. */
export function limitScrapes(limiting: Limiting): Guard {
  return limitPlaces({ what: "scrapes", limit: "scrapes_in_flight", places: "maxScrapesInFlight" }, limiting);
}
