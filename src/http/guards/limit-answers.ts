import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import { limitPlaces } from "./limit-places";

/** Limits the large answers other than scrapes that are being sent at a time, so that they take no place of a scrape. */
export function limitAnswers(services: Pick<HttpServices, "limits" | "refusals">): Guard {
  const places = (): number => services.limits.maxAnswersInFlight;
  return limitPlaces({ what: "large requests", limit: "answers_in_flight", places }, services);
}
