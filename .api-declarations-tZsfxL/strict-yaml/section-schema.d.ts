import { z } from "zod";
/** The schema of a mapping with known keys. */
type SectionSchema<S extends z.core.$ZodLooseShape> = z.ZodPreprocess<z.ZodObject<S, z.core.$strict>>;
/** The schema of a list. */
type ListSchema<T extends z.ZodType> = z.ZodPreprocess<z.ZodArray<T>>;
/**
 * A mapping that refuses keys it does not know. Nothing where a section is expected is an empty section: what remains of
 * `health:` when every line below it is commented out must keep meaning "the defaults".
 */
export declare function sectionSchema<const S extends z.core.$ZodLooseShape>(description: string, shape: S): SectionSchema<S>;
/**
 * A section that, left empty by mistake, would take protection or content away: as {@link sectionSchema}, but a key with
 * nothing after it is refused, and `{}` has to be written.
 */
export declare function writtenSectionSchema<const S extends z.core.$ZodLooseShape>(description: string, shape: S): SectionSchema<S>;
/**
 * A mapping whose keys the operator chooses. Without its key it is empty; a key with nothing after it is refused, because
 * that is what is left of entries that were lost. `samples` are shown in the reference.
 */
export declare function dictionarySchema<V extends z.ZodType>(description: string, value: V, samples: readonly unknown[]): z.ZodPreprocess<z.ZodRecord<z.ZodString, V>>;
/**
 * A list of sections. Without its key it is empty; a key with nothing after it is refused, as in {@link dictionarySchema}.
 * `samples` are items, shown in the reference in the place of real ones.
 */
export declare function listSchema<T extends z.ZodType>(description: string, item: T, samples: readonly unknown[]): ListSchema<T>;
/** A list of single values, which has to be written out: nothing is a mistake. `expected` says what to list. */
export declare function valuesSchema<T extends z.ZodType>(expected: string, item: T): z.ZodArray<T>;
/**
 * A short form or a section, by what the value is: what is wrong with it is told in the words of the one that it was meant
 * for. The keys of the section are known to whoever asks for the document's keys.
 */
export declare function eitherSchema<A extends z.ZodType, B extends z.ZodType>(isShort: (value: unknown) => boolean, short: A, section: B): z.ZodPipe<z.ZodUnknown, z.ZodTransform<z.output<A> | z.output<B>>>;
export {};
