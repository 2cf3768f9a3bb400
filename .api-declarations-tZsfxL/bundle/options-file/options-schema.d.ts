import type { z } from "zod";
import type { OptionPath } from "../option-rules/option-finding";
import type { BundleOptionChanges } from "../options/options";
/** A file of options as the operator writes it; what it says is `BundleOptionChanges`. Every key may be missing. */
export declare const optionsSchema: z.ZodPipe<z.ZodPreprocess<z.ZodObject<{
    readonly thresholds: z.ZodType<Readonly<Record<string, unknown>>, unknown, z.core.$ZodTypeInternals<Readonly<Record<string, unknown>>, unknown>>;
    readonly windows: z.ZodType<Readonly<Record<string, unknown>>, unknown, z.core.$ZodTypeInternals<Readonly<Record<string, unknown>>, unknown>>;
    readonly alert_times: z.ZodPreprocess<z.ZodObject<{
        [k: string]: z.ZodType<Readonly<Record<string, unknown>>, unknown, z.core.$ZodTypeInternals<Readonly<Record<string, unknown>>, unknown>>;
    }, z.core.$strict>, unknown>;
    readonly alert_urgencies: z.ZodPreprocess<z.ZodObject<{
        [k: string]: z.ZodType<Readonly<Record<string, unknown>>, unknown, z.core.$ZodTypeInternals<Readonly<Record<string, unknown>>, unknown>>;
    }, z.core.$strict>, unknown>;
}, z.core.$strict>, unknown>, z.ZodTransform<BundleOptionChanges, {
    thresholds: Readonly<Record<string, unknown>>;
    windows: Readonly<Record<string, unknown>>;
    alert_times: {
        [x: string]: Readonly<Record<string, unknown>>;
    };
    alert_urgencies: {
        [x: string]: Readonly<Record<string, unknown>>;
    };
}>>;
/** The keys that may stand in a section, by its path in the document. */
export declare function knownKeys(path: readonly PropertyKey[]): readonly string[];
/** Where an option stands in a file, by where it is in the program. */
export declare function pathInFile(path: OptionPath): OptionPath;
