import type { ConfigProblem } from "../../strict-yaml/config-problem";
/**
 * What to say of a file that is too large for the memory of the thread that read it: the thread is gone, the program lives.
 *
 * @returns undefined for any other error.
 */
export declare function memoryProblem(error: unknown, file: string): ConfigProblem | undefined;
