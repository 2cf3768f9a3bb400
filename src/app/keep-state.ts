import type { Logger } from "pino";
import { startFollowing } from "./background/start-following";
import { startKeepingHeard } from "./background/start-keeping-heard";
import { startKeepingKnown } from "./background/start-keeping-known";
import { startKeepingRetirements } from "./background/start-keeping-retirements";
import type { HeardKeeper } from "./cluster/heard-keeper";
import type { StoredClusterAdmin } from "./cluster/stored-cluster-admin";
import type { Ending } from "./endings";
import { HEARD_KEPT_EVERY_MS } from "../store/file/heard-file";
import type { Store } from "../store/store";

/** What of a cluster is kept for the next start without being asked to, and by what. */
interface StateKeepers {
  readonly admin: StoredClusterAdmin;
  /** Undefined where what was heard is not kept. */
  readonly heardKeeper: HeardKeeper | undefined;
  readonly logger: Logger;
}

/** Keeps what heartbeats change: who left, who is known, who was heard. What cannot be kept is logged. Returns what ends it. */
export function startKeepingState({ admin, heardKeeper, logger }: StateKeepers): readonly Ending[] {
  const onFailure =
    (what: string) =>
    (err: unknown): void => {
      logger.error({ err }, `${what} could not be kept`);
    };
  const keepers = [
    startKeepingRetirements(() => admin.keepRetirements(), onFailure("who left the cluster")),
    startKeepingKnown(() => admin.keepKnown(), onFailure("which replicas are known")),
  ];
  if (heardKeeper === undefined) return keepers;
  const keep = { keep: () => heardKeeper.keep(), finish: () => heardKeeper.finish() };
  return [...keepers, startKeepingHeard(keep, HEARD_KEPT_EVERY_MS, onFailure("what was heard"))];
}

/** Takes over what other control planes save to the same store, where there are any. Returns what ends it. */
export function startFollowingOthers(
  { shared }: Store,
  admin: StoredClusterAdmin,
  logger: Logger,
): readonly Ending[] {
  if (shared === undefined) return [];
  return [
    startFollowing(
      shared,
      () => admin.follow(),
      (err) => {
        logger.error({ err }, "what another control plane has kept could not be taken over");
      },
    ),
  ];
}
