import type { ExpositionFormat } from "./exposition-format";
/**
 * Which format to answer in, from the `Accept` header with its weights. A version that is not ours does not match.
 * When nothing fits, or the header is missing or broken, it is text: a scraper can do more with that than with a 406.
 */
export declare function negotiateFormat(accept: string | undefined): ExpositionFormat;
/**
 * Whether to compress, from the `Accept-Encoding` header with its weights: gzip must be acceptable, and at least as
 * welcome as no encoding at all. At equal weights the one that is named first wins; without a header nothing is compressed.
 */
export declare function acceptsGzip(acceptEncoding: string | undefined): boolean;
