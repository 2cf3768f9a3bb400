/** The text with every line moved to the right, for an expression inside another's parentheses. */
export declare function indent(text: string, columns?: number): string;
