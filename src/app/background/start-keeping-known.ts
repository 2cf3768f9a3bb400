import { repeatEvery } from "../../concurrency/repeat-every";

/**
 * How often it is looked whether the replicas that are known are worth keeping anew, in milliseconds. An exporter that ends
 * again and again keeps a silence in steps of a third of what is Offline, so one that lives for longer than this gets on.
 */
const KEEP_INTERVAL_MS = 5_000;

/**
 * Keeps which replicas are known again and again. Does not keep the process alive by itself.
 *
 * @param keep - writes it if it has changed.
 * @param onFailure - is told why it could not, once until it could again.
 * @returns a function that keeps it a last time and ends it.
 */
export function startKeepingKnown(
  keep: () => Promise<void>,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  let isFailing = false;
  const keepOnce = (): Promise<void> =>
    keep().then(
      () => {
        isFailing = false;
      },
      (error: unknown) => {
        if (!isFailing) onFailure(error);
        isFailing = true;
      },
    );
  const end = repeatEvery(KEEP_INTERVAL_MS, () => void keepOnce());
  return () => {
    end();
    return keepOnce();
  };
}
