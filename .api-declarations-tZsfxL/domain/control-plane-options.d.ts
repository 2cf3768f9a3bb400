import type { Clock } from "./terms/clock";
import type { ControlPlaneSettings } from "./terms/control-plane-settings";
import type { ListenerErrorHandler } from "./event-listeners";
/** What a control plane is built with beyond its topology, router and gauge. Settings left out have their defaults. */
export interface ControlPlaneOptions extends Partial<ControlPlaneSettings> {
    readonly clock: Clock;
    /** How often `tick` will be called, in milliseconds. Default 1000. */
    readonly tickIntervalMs?: number;
    /**
     * Milliseconds of processor time that this process has used, ever: work of its own is no stall. Without it every gap between
     * two ticks counts as standing still.
     */
    readonly workedMs?: () => number;
    /** Told what a listener of `onTransition` or `onIncident` throws. Default: the next `tick` throws it, once its work is done. */
    readonly onListenerError?: ListenerErrorHandler;
}
