/** One field of an input that is rejected: its dotted path as the wire spells it, "" for the input as a whole. */
export interface FieldProblem {
    readonly field: string;
    /** A sentence that starts with the field and names the value and what was expected. */
    readonly message: string;
}
