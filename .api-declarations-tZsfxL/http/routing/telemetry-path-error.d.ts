/** A path for the metrics that cannot be had. The message names the flag, the path and why. */
export declare class TelemetryPathError extends RangeError {
    readonly name = "TelemetryPathError";
}
