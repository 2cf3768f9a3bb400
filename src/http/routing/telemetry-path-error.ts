/** A path for the metrics that cannot be had. The message names the flag, the path and why. */
export class TelemetryPathError extends RangeError {
  override readonly name = "TelemetryPathError";
}
