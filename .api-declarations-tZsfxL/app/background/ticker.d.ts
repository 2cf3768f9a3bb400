import type { ControlPlane } from "../../domain/control-plane";
/** How often the background tick runs, in milliseconds. Short against the 30 s and 5 s that it watches for. */
export declare const TICK_INTERVAL_MS = 1000;
/** Told in seconds that this process stood still, once it runs again. */
export type StallListener = (stallSeconds: number) => void;
/**
 * Runs a control plane's background tick, without which transitions are only found when somebody asks and a stall of this
 * process is taken for silence of the shards. Does not keep the process alive by itself.
 *
 * @returns a function that ends it.
 */
export declare function startTicking(controlPlane: ControlPlane, onStall?: StallListener): () => void;
