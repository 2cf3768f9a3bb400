import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import { limitPlaces } from "./limit-places";

/** Streams last: a client that found no place need not ask again at once. */
const RETRY_AFTER_SECONDS = 30;

/** Limits the streams of events that are open at a time: they last for as long as their client likes. */
export function limitStreams(services: Pick<HttpServices, "limits" | "refusals">): Guard {
  const places = (): number => services.limits.maxStreams;
  const what = "streams of events";
  return limitPlaces(
    { what, limit: "event_streams", places, retryAfterSeconds: RETRY_AFTER_SECONDS },
    services,
  );
}

/** Limits the status pages that are kept up to date by a stream, apart: people who look keep no program from events, nor the other way round. */
export function limitPageStreams(services: Pick<HttpServices, "limits" | "refusals">): Guard {
  const places = (): number => services.limits.maxPageStreams;
  const what = "streams of status pages";
  return limitPlaces(
    { what, limit: "page_streams", places, retryAfterSeconds: RETRY_AFTER_SECONDS },
    services,
  );
}
