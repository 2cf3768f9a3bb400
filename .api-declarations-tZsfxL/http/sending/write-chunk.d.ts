import type { ServerResponse } from "node:http";
/**
 * Writes a chunk and waits until the kernel has all of it. Only that tells when its memory may be used again, and it holds back
 * whoever makes chunks for a client that takes them slowly. Returns false when the client has left: then nothing more need be
 * written.
 */
export declare function writeChunk(response: ServerResponse, bytes: Uint8Array): Promise<boolean>;
/** As {@link writeChunk}, for the last chunk. */
export declare function endWithChunk(response: ServerResponse, bytes: Uint8Array): Promise<boolean>;
