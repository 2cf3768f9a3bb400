import { z } from "zod";
import type { Severity } from "../alerts/severity";
/** How a value of one sort is written in a file of options: read, and printed again. */
export interface OptionKind<T> {
    readonly schema: z.ZodType<T>;
    /** As a value of YAML that {@link schema} reads as the same again. */
    readonly print: (value: T) => unknown;
}
/** A stretch of time in milliseconds, 0 included. */
export declare const DURATION: OptionKind<number>;
/** A stretch of time, more than 0, in milliseconds. */
export declare const STRETCH: OptionKind<number>;
/** Stretches of time, each more than 0, in milliseconds. */
export declare const DURATIONS: OptionKind<readonly number[]>;
/** Yes or no. */
export declare const YES_OR_NO: OptionKind<boolean>;
/** How bad an alert is. */
export declare const SEVERITY: OptionKind<Severity>;
/** A number of bytes. */
export declare const SIZE: OptionKind<number>;
/** A share, 0 to 1. */
export declare const SHARE: OptionKind<number>;
/** Any amount. */
export declare const AMOUNT: OptionKind<number>;
/** Names of labels of Prometheus. */
export declare const LABEL_NAMES: OptionKind<readonly string[]>;
/** Names of labels by the exporter's own. */
export declare const RENAMED_LABELS: OptionKind<Readonly<Record<string, string>>>;
/** One line of text. */
export declare const TEXT: OptionKind<string>;
/** Labels with their values. */
export declare const LABELS: OptionKind<Readonly<Record<string, string>>>;
/** An address to which a path is appended. Read without the slash at its end. */
export declare const BASE_URL: OptionKind<string>;
/** @returns undefined when the value is no address of a web server, or has a query or a fragment. */
export declare function readBaseUrl(value: unknown): string | undefined;
