import { z } from "zod";
/** Any text. */
export declare function text(description: string): z.ZodType<string>;
/** True or false. */
export declare function bool(description: string): z.ZodType<boolean>;
/** One of a few texts, spelled exactly as Rust names its unit variants. */
export declare function oneOf<const T extends readonly string[]>(values: T, description: string): z.ZodType<T[number]>;
