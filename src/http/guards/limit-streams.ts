import type { Guard } from "./guard";
import type { HttpServices } from "../routing/http-services";
import { limitPlaces } from "./limit-places";

/** Limits the streams of events that are open at a time: they last for as long as their client likes. */
export function limitStreams(services: Pick<HttpServices, "limits" | "refusals">): Guard {
  const places = (): number => services.limits.maxStreams;
  return limitPlaces({ what: "streams of events", limit: "event_streams", places }, services);
}
