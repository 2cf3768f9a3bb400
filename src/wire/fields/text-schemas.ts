import { z } from "zod";
import { expectation } from "./expectation";

/** Any text. */
export function text(description: string): z.ZodType<string> {
  return z.string({ error: expectation("a text") }).meta({ description });
}

/** True or false. */
export function bool(description: string): z.ZodType<boolean> {
  return z.boolean({ error: expectation("true or false") }).meta({ description });
}

/** One of a few texts, spelled exactly as Rust names its unit variants. */
export function oneOf<const T extends readonly string[]>(
  values: T,
  description: string,
): z.ZodType<T[number]> {
  const listed = values.map((value) => JSON.stringify(value)).join(", ");
  return z.enum(values, { error: expectation(`one of ${listed}`) }).meta({ description });
}
