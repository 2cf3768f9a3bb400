import { repeatEvery } from "../../concurrency/repeat-every";

/**
 * How often it is kept when those that left the cluster were heard last, in milliseconds. One that left may send many
 * heartbeats a second, and each save flushes a disk. What is lost with a crash is at most so much of their time to be
 * forgotten: that they left is kept at once.
 */
const KEEP_INTERVAL_MS = 5 * 60 * 1000;

/**
 * Keeps who left the cluster again and again. Does not keep the process alive by itself.
 *
 * @param keep - writes it if it has changed.
 * @param onFailure - is told why it could not.
 * @returns a function that keeps it a last time and ends it.
 */
export function startKeepingRetirements(
  keep: () => Promise<void>,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  const end = repeatEvery(KEEP_INTERVAL_MS, () => {
    keep().catch(onFailure);
  });
  return () => {
    end();
    return keep().catch(onFailure);
  };
}
