import type { Guard } from "./guard";
import { limitPlaces } from "./limit-places";
import type { Limiting } from "./limit-places";

/** Limits the large answers other than scrapes that are being sent at a time, so that they take no place of a scrape. */
export function limitAnswers(limiting: Limiting): Guard {
  return limitPlaces(
    { what: "large requests", limit: "answers_in_flight", places: "maxAnswersInFlight" },
    limiting,
  );
}
