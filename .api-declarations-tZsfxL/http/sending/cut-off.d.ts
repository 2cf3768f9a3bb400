import type { Socket } from "node:net";
/** Closes a connection at once, without waiting for what its client has not read. */
export declare function cutOff(socket: Socket): void;
