import type { Logger } from "pino";
import { repeatEvery } from "../../concurrency/repeat-every";
import type { ControlPlane } from "../../domain/control-plane";
import type { Incident, IncidentChange } from "../../domain/terms/incident";
import { NS_PER_MS } from "../../domain/terms/units";

/**
 * Lines in each interval about single shards, and about all that is wider: a cluster that flaps does not fill the log, and what is
 * broken as a whole is not left out for the sake of its parts.
 */
const MOST_NARROW = 32;
const MOST_WIDE = 64;
const INTERVAL_MS = 30_000;

const SUMMARY =
  "more incidents began, changed and ended than are logged one by one; those that are there are in /health.json";

/**
 * Logs what is broken: a line when an incident begins, one when it becomes another cause, as warnings, and one when it ends, with
 * how long it lasted. So many in half a minute; of more, how many there were.
 *
 * @returns a function that ends it.
 */
export function logIncidents(controlPlane: Pick<ControlPlane, "onIncident">, logger: Logger): () => void {
  let linesLeft = { narrow: MOST_NARROW, wide: MOST_WIDE };
  let leftOut: Partial<Record<IncidentChange["kind"], number>> = {};
  const summarise = (): void => {
    linesLeft = { narrow: MOST_NARROW, wide: MOST_WIDE };
    if (Object.keys(leftOut).length === 0) return;
    logger.warn({ left_out: leftOut }, SUMMARY);
    leftOut = {};
  };
  const stopListening = controlPlane.onIncident((change) => {
    const width = change.incident.shardId === undefined ? "wide" : "narrow";
    if (linesLeft[width] === 0) {
      leftOut[change.kind] = (leftOut[change.kind] ?? 0) + 1;
      return;
    }
    linesLeft[width] -= 1;
    logChange(change, logger);
  });
  const stopSummarising = repeatEvery(INTERVAL_MS, summarise);
  return () => {
    stopSummarising();
    stopListening();
    summarise();
  };
}

function logChange({ kind, incident, previousCause, atNs }: IncidentChange, logger: Logger): void {
  const fields = incidentFields(incident);
  switch (kind) {
    case "began":
      logger.warn(fields, `incident began: ${incident.title}`);
      return;
    case "changed":
      logger.warn({ ...fields, previous_cause: previousCause }, `incident changed: ${incident.title}`);
      return;
    case "ended": {
      // The clock may have been set back since it began.
      const milliseconds = Math.max(0, Number((atNs - incident.startedNs) / NS_PER_MS));
      logger.info({ ...fields, duration_seconds: milliseconds / 1_000 }, `incident ended: ${incident.title}`);
    }
  }
}

function incidentFields(incident: Incident): Record<string, unknown> {
  const { id, cause, regionId, regionName, peerId, peerName, source, shardId, startedNs, impact, announced } =
    incident;
  return {
    incident: id,
    cause,
    region: regionName,
    region_id: regionId,
    peer: peerName,
    peer_id: peerId,
    source,
    shard: shardId,
    started: new Date(Number(startedNs / NS_PER_MS)).toISOString(),
    shards: impact.shards,
    shards_without_leader: impact.shardsWithoutLeader,
    critical_shards: impact.criticalShards,
    ...(announced !== undefined && { announced_by: announced.windowIds.join(",") }),
  };
}
