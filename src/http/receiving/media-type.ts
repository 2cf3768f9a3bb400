import { MIMEType } from "node:util";
import type { Result } from "../../domain/terms/result";

/** What a route that takes a body accepts, or the sentence for a 415. */
export type MediaTypeResult<T extends string> = Result<T>;

/**
 * Checks a `Content-Type` header against the types that a route takes. A charset may be given as long as it is UTF-8,
 * which is the only encoding JSON has. Other parameters mean nothing here and are ignored.
 */
export function checkMediaType<T extends string>(
  contentType: string | undefined,
  accepted: readonly T[],
): MediaTypeResult<T> {
  // Most clients send the bare type; taking a header apart costs more than all the rest of a small request's reading.
  const bare = accepted.find((candidate) => candidate === contentType);
  if (bare !== undefined) return { ok: true, value: bare };
  const expected = accepted.join(" or ");
  if (contentType === undefined) {
    return { ok: false, message: `Content-Type: expected ${expected}, got none; add the header` };
  }
  const parsed = parse(contentType);
  const type = accepted.find((candidate) => candidate === parsed?.essence);
  if (!parsed || type === undefined) {
    return {
      ok: false,
      message: `Content-Type: expected ${expected}, got ${JSON.stringify(contentType.slice(0, 100))}`,
    };
  }
  const charset = parsed.params.get("charset") ?? "utf-8";
  if (!/^utf-?8$/i.test(charset)) {
    return {
      ok: false,
      message: `Content-Type: expected charset utf-8, got ${JSON.stringify(charset.slice(0, 100))}`,
    };
  }
  return { ok: true, value: type };
}

function parse(contentType: string): MIMEType | undefined {
  try {
    return new MIMEType(contentType);
  } catch {
    return undefined; // MIMEType's only way to say that a text is no media type; the caller answers 415
  }
}
