import type { z } from "zod";
import type { AlertTimes, AlertUrgency } from "../alerts/alert-entry";
import type { BundleOptions } from "../options/options";
import type { BundleThresholds, BundleWindows } from "../terms/base-options";
import type { OptionKind } from "./option-kinds";
/** One option as a file has it. */
export interface OptionField<T> {
    readonly key: string;
    readonly kind: OptionKind<T>;
    /** One line, for the file that lists all options. */
    readonly meaning: string;
}
/** Fields of any kind, by the names that their values have in the program. */
export type OptionFields = Readonly<Record<string, {
    readonly key: string;
    readonly kind: {
        readonly schema: z.ZodType;
        readonly print: (value: never) => unknown;
    };
    readonly meaning: string;
}>>;
/** A field for each property: an option that is added to the bundle does not compile until it has one. */
type FieldsOf<T> = {
    readonly [K in keyof T]: OptionField<T[K]>;
};
/** What stands at the top of a file. */
export declare const TOP_FIELDS: FieldsOf<Omit<BundleOptions, "thresholds" | "windows" | "alertTimes" | "alertUrgencies">>;
/** The section `thresholds`. */
export declare const THRESHOLD_FIELDS: FieldsOf<BundleThresholds>;
/** The section `windows`. */
export declare const WINDOW_FIELDS: FieldsOf<BundleWindows>;
/** The times of one alert, in the section `alert_times`. */
export declare const ALERT_TIME_FIELDS: FieldsOf<AlertTimes>;
/** Who is told of one alert, in the section `alert_urgencies`. */
export declare const ALERT_URGENCY_FIELDS: FieldsOf<AlertUrgency>;
export {};
