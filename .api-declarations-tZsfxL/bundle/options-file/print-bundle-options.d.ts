import type { BundleOptions } from "../options/options";
/** A file of options that says all of them, with what each means. Read again, it gives the same options. */
export declare function printBundleOptions(options: BundleOptions): string;
