import { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Problem } from "../sending/problem";
import type { SecureHeaders } from "../sending/secure-headers";
/**
 * Why a request may not reach any route although the parser took it, or undefined. Node would answer some of these itself,
 * without a word.
 */
export declare function requestProblem(request: IncomingMessage): Problem | undefined;
/** For `Expect` with anything but `100-continue`. */
export declare function unknownExpectation(): Problem;
/** Answers CONNECT, for which Node hands out the bare connection. Returns the status. */
export declare function refuseTunnel(socket: Duplex, headers: SecureHeaders): number;
