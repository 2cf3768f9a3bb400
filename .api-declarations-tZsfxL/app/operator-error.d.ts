/**
 * What to tell the operator about an error that he can mend: an address or a path that is taken, a state file that
 * cannot be read.
 * Undefined for everything else, which is a defect and keeps its stack.
 */
export declare function operatorMessage(error: unknown): string | undefined;
