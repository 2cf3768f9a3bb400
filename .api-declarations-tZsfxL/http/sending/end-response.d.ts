import type { ServerResponse } from "node:http";
/**
 * Ends an answer whose head is set (with a Content-Length, when there is a body), also while the client is still sending.
 *
 * Closing a socket with unread bytes in it resets the connection, and the reset can destroy an answer that the client has
 * not read yet: a refused upload would look like a network failure. So the answer goes out at once, what still arrives is
 * thrown away for a short while, and only then the connection is closed.
 *
 * @param body - a text is sent together with the head, in one piece; bytes would be a second one.
 */
export declare function endResponse(response: ServerResponse, body?: string): void;
