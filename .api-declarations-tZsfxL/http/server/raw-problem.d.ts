import type { Problem } from "../sending/problem";
import type { SecureHeaders } from "../sending/secure-headers";
/** A whole HTTP/1.1 answer as text, for a connection on which there is no request to answer. It says that the connection ends. */
export declare function rawProblem(problem: Problem, secureHeaders: SecureHeaders, headers?: Readonly<Record<string, string>>): string;
