import type { Guard } from "./guard";
import { limitPlaces } from "./limit-places";
import type { Limiting } from "./limit-places";

/** Streams last: a client that found no place need not ask again at once. */
const RETRY_AFTER_SECONDS = 30;

/** Limits the streams of events that are open at a time: they last for as long as their client likes. */
export function limitStreams(limiting: Limiting): Guard {
  const places = "maxStreams";
  const what = "streams of events";
  return limitPlaces(
    { what, limit: "event_streams", places, retryAfterSeconds: RETRY_AFTER_SECONDS },
    limiting,
  );
}

/** Limits the status pages that are kept up to date by a stream, apart: people who look keep no program from events, nor the other way round. */
export function limitPageStreams(limiting: Limiting): Guard {
  const places = "maxPageStreams";
  const what = "streams of status pages";
  return limitPlaces(
    { what, limit: "page_streams", places, retryAfterSeconds: RETRY_AFTER_SECONDS },
    limiting,
  );
}
