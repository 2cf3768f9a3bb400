import type { z } from "zod";
/** A schema that also takes null and absence, which mean the same. Keeps the field's description where readers look. */
export declare function optionalField<T extends z.ZodType>(field: T): z.ZodOptional<z.ZodNullable<T>>;
