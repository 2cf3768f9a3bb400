import type { Call } from "../routing/route";
/** What is said about a body that is sent in chunks. */
export interface ChunkedAnswer {
    readonly contentType: string;
    /** Request headers that the answer depends on; `Accept-Encoding` always is one and is added. */
    readonly vary?: readonly string[];
}
/** A body that is never held as a whole. */
export interface ChunkedBody {
    /**
     * Taken once, one after the other; a chunk's bytes are not read any more once the next but one is asked for. The iteration is ended
     * however the answer ends, also when it ends before the first chunk.
     */
    readonly chunks: Iterable<string | Uint8Array>;
    /** Of all chunks together, where it is known beforehand. */
    readonly byteLength?: number;
    /** Whether the chunks are compressed already; only for clients that accept it. */
    readonly isGzipped?: boolean;
}
/**
 * Answers 200 with a body of any size: a chunk is made when the client has taken the one before, other work runs between two
 * chunks, and compression runs on another thread. When the client leaves, no further chunk is made.
 *
 * @param makeBody - told whether the client wants it compressed, which is done here unless the body says that it is. Not
 * called for HEAD.
 * @throws whatever making the body throws. When the answer has begun it is cut off, so that nobody takes half of it for the
 * whole.
 */
export declare function sendChunks({ request, response }: Call, { contentType, vary }: ChunkedAnswer, makeBody: (wanted: {
    readonly gzip: boolean;
}) => ChunkedBody | Promise<ChunkedBody>): Promise<void>;
