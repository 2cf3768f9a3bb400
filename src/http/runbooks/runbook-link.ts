import type { Incident } from "../../domain/terms/incident";
import type { RunbookSubject } from "./runbook-subject";

/** The labels of an alert as the query of its runbook; empty where it has none. */
export function subjectQuery({ region, peer, shard }: Omit<RunbookSubject, "cluster">): string {
  const given = Object.entries({ region, peer, shard }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return given.length === 0 ? "" : `?${new URLSearchParams(given).toString()}`;
}

/**
 * Where the runbook of an incident is.
 *
 * @param base - what leads to the root of the application.
 */
export function incidentRunbook(base: string, alert: string, incident: Incident): string {
  const { regionName, peerName, shardId } = incident;
  const shard = shardId === undefined ? undefined : String(shardId);
  return `${base}/runbooks/${alert}${subjectQuery({ region: regionName, peer: peerName, shard })}`;
}
