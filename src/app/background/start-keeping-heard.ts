import { repeatEvery } from "../../concurrency/repeat-every";

/**
 * Keeps what was heard again and again. Does not keep the process alive by itself.
 *
 * @param keep - writes it; it is called every `intervalMs`.
 * @param finish - writes it a last time.
 * @param onFailure - is told why it could not, once until it could again.
 * @returns a function that keeps it a last time and ends it.
 */
export function startKeepingHeard(
  { keep, finish }: { readonly keep: () => Promise<void>; readonly finish: () => Promise<void> },
  intervalMs: number,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  let isFailing = false;
  const told = async (kept: Promise<void>): Promise<void> => {
    try {
      await kept;
      isFailing = false;
    } catch (error) {
      if (!isFailing) onFailure(error);
      isFailing = true;
    }
  };
  const end = repeatEvery(intervalMs, () => void told(keep()));
  return () => {
    end();
    return told(finish());
  };
}
