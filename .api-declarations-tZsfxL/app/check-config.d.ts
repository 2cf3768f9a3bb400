import type { Environment } from "../config/tokens";
/** How to check a configuration file. */
export interface CheckOptions {
    /** Where tokens whose secret is in a variable have it. */
    readonly env: Environment;
    /** Whether to leave out the secrets of tokens, as on a machine that must not have them. */
    readonly syntaxOnly: boolean;
}
/** What came out of a check; `text` is lines for a terminal. */
export interface CheckReport {
    readonly ok: boolean;
    readonly text: string;
}
/** Checks a configuration file as a start with it would, and says in one line what it means or in many what is wrong. */
export declare function checkConfig(path: string, { env, syntaxOnly }: CheckOptions): Promise<CheckReport>;
/** Checks a web configuration with its certificates and keys, as a start with it would. */
export declare function checkWebConfig(path: string): Promise<CheckReport>;
