import type { Logger } from "pino";
import type { ControlPlane } from "../../domain/control-plane";
import type { Clock } from "../../domain/terms/clock";
import { HeardKeeper } from "../cluster/heard-keeper";
import type { OpenedStore } from "../cluster/open-store";
import { ClusterHistory } from "./cluster-history";

/** What an exporter has of the ones before it, beside the state. */
export interface Earlier {
  /** Undefined where what was heard is not kept. */
  readonly heardKeeper: HeardKeeper | undefined;
  readonly history: ClusterHistory;
}

/** Gives a control plane that has heard nobody yet what was kept of the ones before it. Files that cannot be used are warnings. */
export async function recallEarlier(
  { heardFile, eventsFile }: Pick<OpenedStore, "heardFile" | "eventsFile">,
  controlPlane: ControlPlane,
  clock: Clock,
  logger: Logger,
): Promise<Earlier> {
  const history = await ClusterHistory.open(eventsFile, clock, logger);
  const heardKeeper = heardFile && (await HeardKeeper.recall(heardFile, controlPlane, clock, logger));
  return { heardKeeper, history };
}
