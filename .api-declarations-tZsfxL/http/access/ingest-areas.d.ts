import type { ServerResponse } from "node:http";
import { IngestArea } from "./ingest-area";
import type { NarrowedSender } from "./ingest-area";
declare const AREA: unique symbol;
/** An answer that may know what its sender may send. */
interface AnswerToSender extends ServerResponse {
    [AREA]?: IngestArea;
}
/** What a sender may send, left by whoever found out who it is; undefined when it may send everything. */
export declare function ingestAreaOf(response: AnswerToSender): IngestArea | undefined;
/** Makes areas out of configured narrowings, once for each: a request must not cost what its sender is narrowed to. */
export declare class IngestAreas {
    #private;
    /** Leaves the sender's area for the route. */
    note(response: AnswerToSender, sender: NarrowedSender): void;
}
export {};
