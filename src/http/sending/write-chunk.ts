import type { ServerResponse } from "node:http";

/**
 * Writes a chunk and waits until the kernel has all of it. Only that tells when its memory may be used again, and it holds back
 * the maker of chunks for a client that takes them slowly. Returns false when the client has left: then nothing more need be
 * written.
 */
export function writeChunk(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  return settled(response, (callback) => {
    response.write(bytes, callback);
  });
}

/** As {@link writeChunk}, for the last chunk. */
export function endWithChunk(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  return settled(response, (callback) => {
    response.end(bytes, callback);
  });
}

function settled(
  response: ServerResponse,
  write: (callback: (error?: Error | null) => void) => void,
): Promise<boolean> {
  if (response.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const settle = (isWritten: boolean): void => {
      response.off("close", onClose);
      resolve(isWritten);
    };
    // What waits for a client that closes its connection is thrown away, and its writer is not told.
    const onClose = (): void => {
      settle(false);
    };
    response.once("close", onClose);
    write((error) => {
      settle(error === undefined || error === null);
    });
  });
}
