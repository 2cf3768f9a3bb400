import type { YAMLError } from "yaml";
/** Why a text is not YAML, in one line. */
export declare function describeSyntaxError(error: Pick<YAMLError, "code" | "message">): string;
