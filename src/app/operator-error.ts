import { ListenError } from "../http/server/listen-error";
import { TelemetryPathError } from "../http/routing/telemetry-path-error";
import { StoreError } from "../store/store-error";

const MENDABLE = [ListenError, TelemetryPathError, StoreError] as const;

/**
 * What to tell the operator about an error that he can mend: an address or a path that is taken, a state file that
 * cannot be read.
 * Undefined for everything else, which is a defect and keeps its stack.
 */
export function operatorMessage(error: unknown): string | undefined {
  return MENDABLE.some((kind) => error instanceof kind) ? (error as Error).message : undefined;
}
