import Negotiator from "negotiator";

import { CONTENT_TYPES } from "./exposition-format";
import type { ExpositionFormat } from "./exposition-format";

/**
 * The ways in which Prometheus 3 asks for names to be escaped. Every name here is plain ASCII and stays the same under
 * all of them, so a request for any of them is met.
 */
const ESCAPING_SCHEMES = ["allow-utf-8", "underscores", "dots", "values"];

/** A media type asked for matches one of these when each of its parameters is found there; text is preferred in a tie. */
function offeredTypes(): ReadonlyMap<string, ExpositionFormat> {
  const formats: readonly ExpositionFormat[] = ["text", "openmetrics"];
  return new Map(
    formats.flatMap((format) =>
      ESCAPING_SCHEMES.map((scheme) => [`${CONTENT_TYPES[format]}; escaping=${scheme}`, format] as const),
    ),
  );
}

/**
 * Which format to answer in, from the `Accept` header with its weights. A version that is not ours does not match.
 * When nothing fits, or the header is missing or broken, it is text: a scraper can do more with that than with a 406.
 */
export function negotiateFormat(accept: string | undefined): ExpositionFormat {
  const offered = offeredTypes();
  const chosen = new Negotiator({ headers: { accept } }).mediaType([...offered.keys()]);
  return (chosen === undefined ? undefined : offered.get(chosen)) ?? "text";
}

/**
 * Whether to compress, from the `Accept-Encoding` header with its weights: gzip must be acceptable, and at least as
 * welcome as no encoding at all. At equal weights the one that is named first wins; without a header nothing is compressed.
 */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  const headers = { "accept-encoding": acceptEncoding };
  return new Negotiator({ headers }).encoding(["gzip", "identity"]) === "gzip";
}
