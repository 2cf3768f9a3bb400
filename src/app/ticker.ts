import type { ControlPlane } from "../domain/control-plane";

/** How often the background tick runs, in milliseconds. Short against the 30 s and 5 s that it watches for. */
export const TICK_INTERVAL_MS = 1000;

/**
 * Runs a control plane's background tick, without which transitions are only found when somebody asks. Does not keep the
 * process alive by itself.
 *
 * @returns a function that ends it.
 */
export function startTicking(controlPlane: ControlPlane): () => void {
  controlPlane.tick();
  const timer = setInterval(() => controlPlane.tick(), TICK_INTERVAL_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
