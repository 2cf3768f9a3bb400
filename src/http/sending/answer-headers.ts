import type { ExtraHeaders } from "../routing/http-services";
import { PAGE_SCRIPT } from "../page-assets/page-script";
import { secureHeaders } from "./secure-headers";
import type { SecureHeaders } from "./secure-headers";
import { STYLE_SHEET } from "../page-assets/style-sheet";

/**
 * The headers of every answer, as they are at the moment: our own, and what the operator has in their place.
 *
 * @param extra asked every time; it returns the same object as long as nothing has changed.
 */
export function answerHeaders(extra: () => ExtraHeaders = () => NONE): () => SecureHeaders {
  const own = secureHeaders(STYLE_SHEET, PAGE_SCRIPT);
  let known: ExtraHeaders = NONE;
  let headers = own;
  return () => {
    const wanted = extra();
    if (wanted !== known) {
      known = wanted;
      headers = merge(own, wanted);
    }
    return headers;
  };
}

const NONE: ExtraHeaders = {};

function merge(own: SecureHeaders, extra: ExtraHeaders): SecureHeaders {
  const merged = new Map(own);
  for (const [name, value] of Object.entries(extra)) merged.set(name.toLowerCase(), value);
  return new Map([...merged].filter(([, value]) => value !== ""));
}
