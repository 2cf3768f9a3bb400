import type { ExtraHeaders } from "../routing/http-services";
import type { SecureHeaders } from "./secure-headers";
/**
 * The headers of every answer, as they are at the moment: our own, and what the operator has in their place.
 *
 * @param extra asked every time; it returns the same object as long as nothing has changed.
 */
export declare function answerHeaders(extra?: () => ExtraHeaders): () => SecureHeaders;
