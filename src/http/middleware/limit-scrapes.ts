import { sendProblem } from "../answer";
import type { Guard } from "../guard";
import type { HttpServices } from "../http-services";
import { problemOf } from "../problem";

/** Seconds after which a scrape that found no place may try again; a scrape takes less. */
const RETRY_AFTER_SECONDS = 1;

/**
 * Limits the scrapes that are being answered at a time, as the Go client library's exporters do; those over the limit get
 * 503 and Retry-After. A place is free again when the answer is over, also when its client left.
 */
export function limitScrapes({ limits, refusals }: Pick<HttpServices, "limits" | "refusals">): Guard {
  let inFlight = 0;
  return (request, response, next) => {
    const { maxScrapesInFlight } = limits;
    if (maxScrapesInFlight > 0 && inFlight >= maxScrapesInFlight) {
      refusals.note("scrapes_in_flight", { client: request.socket.remoteAddress });
      const detail = `${maxScrapesInFlight} scrapes are being answered, and --web.max-requests allows no more; come back later`;
      sendProblem(response, problemOf(503, detail), { "retry-after": String(RETRY_AFTER_SECONDS) });
      return;
    }
    inFlight += 1;
    response.once("close", () => {
      inFlight -= 1;
    });
    next();
  };
}
