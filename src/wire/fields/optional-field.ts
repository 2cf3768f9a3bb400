import type { z } from "zod";

/** A schema that also takes null and absence, which mean the same. Keeps the field's description where readers look. */
export function optionalField<T extends z.ZodType>(field: T): z.ZodOptional<z.ZodNullable<T>> {
  const optional = field.nullish();
  return field.description === undefined ? optional : optional.describe(field.description);
}
