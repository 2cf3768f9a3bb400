import { z } from "zod";
import { describeValue } from "./describe-value";

/** The schema of a mapping with known keys. */
type SectionSchema<S extends z.core.$ZodLooseShape> = z.ZodPreprocess<z.ZodObject<S, z.core.$strict>>;

/** The schema of a list. */
type ListSchema<T extends z.ZodType> = z.ZodPreprocess<z.ZodArray<T>>;

type IssueMessage = (issue: z.core.$ZodRawIssue) => string | undefined;

/** @param nothing how nothing is written, where the key with nothing after it will not do. */
function wrongKind(expected: string, nothing?: string): IssueMessage {
  return ({ code, input }) => {
    if (code !== "invalid_type") return undefined;
    if (input === undefined) return `is required: expected ${expected}`;
    const remedy = input === null && nothing !== undefined ? `; write ${nothing} if there is to be none` : "";
    return `expected ${expected}, got ${describeValue(input)}${remedy}`;
  };
}

/**
 * A mapping that refuses keys it does not know. Nothing where a section is expected is an empty section: what remains of
 * `health:` when every line below it is commented out must keep meaning "the defaults".
 */
export function sectionSchema<const S extends z.core.$ZodLooseShape>(
  description: string,
  shape: S,
): SectionSchema<S> {
  const keys = Object.keys(shape).join(", ");
  const schema = z.strictObject(shape, { error: wrongKind(`a mapping with the keys ${keys}`) });
  return z.preprocess((value) => value ?? {}, schema).meta({ description });
}

/**
 * A section that, left empty by mistake, would take protection or content away: as {@link sectionSchema}, but a key with
 * nothing after it is refused, and `{}` has to be written.
 */
export function writtenSectionSchema<const S extends z.core.$ZodLooseShape>(
  description: string,
  shape: S,
): SectionSchema<S> {
  const keys = Object.keys(shape).join(", ");
  const schema = z.strictObject(shape, { error: wrongKind(`a mapping with the keys ${keys}`, "{}") });
  return z.preprocess((value) => (value === undefined ? {} : value), schema).meta({ description });
}

/**
 * A mapping whose keys the operator chooses. Without its key it is empty; a key with nothing after it is refused, because
 * that is what is left of entries that were lost. `samples` are shown in the reference.
 */
export function dictionarySchema<V extends z.ZodType>(
  description: string,
  value: V,
  samples: readonly unknown[],
): z.ZodPreprocess<z.ZodRecord<z.ZodString, V>> {
  const schema = z.record(z.string(), value, { error: wrongKind("a mapping", "{}") });
  return z
    .preprocess((input) => (input === undefined ? {} : input), schema)
    .meta({ description, samples, valueType: "mapping", emptyValue: {} });
}

/**
 * A list of sections. Without its key it is empty; a key with nothing after it is refused, as in {@link dictionarySchema}.
 * `samples` are items, shown in the reference in the place of real ones.
 */
export function listSchema<T extends z.ZodType>(
  description: string,
  item: T,
  samples: readonly unknown[],
): ListSchema<T> {
  const schema = z.array(item, { error: wrongKind("a list", "[]") });
  return z
    .preprocess((input) => (input === undefined ? [] : input), schema)
    .meta({ description, samples, valueType: "list", emptyValue: [] });
}

/** A list of single values, which has to be written out: nothing is a mistake. `expected` says what to list. */
export function valuesSchema<T extends z.ZodType>(expected: string, item: T): z.ZodArray<T> {
  return z.array(item, { error: wrongKind(expected) }).meta({ valueType: expected });
}

/**
 * A short form or a section, by what the value is: what is wrong with it is told in the words of the one that it was meant
 * for. The keys of the section are among the document's keys.
 */
export function eitherSchema<A extends z.ZodType, B extends z.ZodType>(
  isShort: (value: unknown) => boolean,
  short: A,
  section: B,
): z.ZodPipe<z.ZodUnknown, z.ZodTransform<z.output<A> | z.output<B>>> {
  const { description, properties, required } = z.toJSONSchema(section, {
    io: "input",
    unrepresentable: "any",
  });
  return z
    .unknown()
    .transform((value, context): z.output<A> | z.output<B> => {
      const read = isShort(value) ? short.safeParse(value) : section.safeParse(value);
      if (read.success) return read.data;
      for (const issue of read.error.issues)
        context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
      return z.NEVER;
    })
    .meta({ description, properties, required });
}
