import type { Sharing } from "../../store/store";

/**
 * Takes over what other control planes save, one take-over at a time: however many changes are told of meanwhile, one more
 * covers them all.
 *
 * @param follow - takes over what is kept now.
 * @param onFailure - is told why it could not. What is kept is told of again later.
 * @returns a function that ends it.
 */
export function startFollowing(
  sharing: Pick<Sharing, "onChange">,
  follow: () => Promise<void>,
  onFailure: (error: unknown) => void,
): () => void {
  let isFollowing = false;
  let isDue = false;
  const run = async (): Promise<void> => {
    isFollowing = true;
    do {
      isDue = false;
      await follow().catch(onFailure);
      // Assigned by the listener while this waits.
    } while (isDue as boolean);
    isFollowing = false;
  };
  return sharing.onChange(() => {
    isDue = true;
    if (!isFollowing) void run();
  });
}
