import { z } from "zod";
/** One key of the document, as the schema has it. What is printed about keys, and what is guessed, is made from these. */
export interface ConfigKey {
    readonly name: string;
    readonly description: string;
    /** What its value is, in a word or two: `duration`, `open or strict`, `list`. Empty for a section. */
    readonly valueType: string;
    /** The default as the operator would write it. Undefined where there is none. */
    readonly default: unknown;
    /** Whether it has to be given (in a list's items only; the document itself may be empty). */
    readonly required: boolean;
    /** Values worth showing where there is no default, or an empty collection; of a list, its items. */
    readonly samples: readonly unknown[];
    /** The keys below: of a section, or of each item of a list; of a mapping with keys of the operator's own, `*`. Empty otherwise. */
    readonly children: readonly ConfigKey[];
    /** Whether `children` are those of a list's items. */
    readonly isList: boolean;
}
/**
 * Every key of a document, in the order of its schema. Goes by way of JSON Schema, which is zod's public description of
 * itself.
 */
export declare function configKeys(schema: z.ZodType): readonly ConfigKey[];
/** Stands for every key that the operator chooses. */
export declare const ANY_KEY = "*";
