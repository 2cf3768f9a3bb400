import type { LimitName } from "../../limits/limits";
import { sendProblem } from "../sending/answer";
import type { Guard } from "./guard";
import type { Refusals } from "../limits/refusals";
import type { SettingsOfRequests } from "./settings-of-requests";
import { LIMITS } from "../../limits/limits";
import { Places, placesOfAnAddress } from "../limits/places";
import { problemOf } from "../sending/problem";

/** Most answers take less. */
const RETRY_AFTER_SECONDS = 1;

/** What has places of its own. */
export interface PlacesOptions {
  /** As a sentence begins with it: "scrapes". */
  readonly what: string;
  readonly limit: Extract<
    LimitName,
    "scrapes_in_flight" | "answers_in_flight" | "event_streams" | "page_streams"
  >;
  /** The limit that says how many there are; 0: no limit. */
  readonly places: "maxScrapesInFlight" | "maxAnswersInFlight" | "maxStreams" | "maxPageStreams";
  /** Seconds after which a client that found no place may try again; 1 unless given. */
  readonly retryAfterSeconds?: number;
}

/** What a limit on requests needs. */
export interface Limiting {
  readonly settings: SettingsOfRequests;
  readonly refusals: Refusals;
}

/**
 * Lets only so many answers be under way at a time, and fewer to one client address. Those beyond get 503 or 429, and
 * Retry-After. A place is free again when the answer is over, also when its client left.
 */
export function limitPlaces(
  { what, limit, places, retryAfterSeconds = RETRY_AFTER_SECONDS }: PlacesOptions,
  { settings, refusals }: Limiting,
): Guard {
  const taken = new Places();
  return (request, response, next) => {
    const client = request.socket.remoteAddress;
    const { limits } = settings.of(request);
    const allowed = { places: limits[places], addressShare: limits.addressShare };
    const place = taken.take(client, allowed);
    if (typeof place === "function") {
      response.once("close", place);
      next();
      return;
    }
    const headers = { "retry-after": String(retryAfterSeconds) };
    if (place === "full") {
      refusals.note(limit, { client });
      const { setting } = LIMITS[limit];
      const detail = `${allowed.places} ${what} are being answered, and ${setting} allows no more; come back later`;
      sendProblem(response, problemOf(503, detail), headers);
      return;
    }
    refusals.note("places_per_address", { client });
    const detail =
      `${placesOfAnAddress(allowed)} ${what} of this address are being answered, and http.address_share allows no more; ` +
      "come back later";
    sendProblem(response, problemOf(429, detail), headers);
  };
}
