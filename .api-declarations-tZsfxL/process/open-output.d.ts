import { LineOutput } from "./line-output";
/** A standard stream as Node has it, with the descriptor that is under it. */
export type StandardStream = Pick<NodeJS.WriteStream, "on"> & {
    readonly fd: 1 | 2;
};
/**
 * Our way to a standard stream, past Node's own, which ends the process when a write fails and keeps in memory what a reader
 * does not take. Node's stays for what Node itself writes, such as its warnings: its failures are counted here.
 *
 * @param stream - process.stdout or process.stderr; that Node has made it is what keeps writes to pipes and sockets from waiting.
 */
export declare function openOutput(stream: StandardStream): LineOutput;
