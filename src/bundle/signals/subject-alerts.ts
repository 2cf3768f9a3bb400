import { INCIDENT_SUBJECTS, subjectCauses } from "./incident-subject";
import type { IncidentSubject } from "./incident-subject";

/** The alert about subjects of a sort. */
export const SUBJECT_ALERTS: Readonly<Record<IncidentSubject, string>> = {
  cluster: "TidaldbNothingHeard",
  region: "TidaldbRegionInTrouble",
  link: "TidaldbLinkInTrouble",
  replica: "TidaldbReplicaInTrouble",
  shard: "TidaldbLeadershipLost",
  source: "TidaldbSourceInTrouble",
};

/** The alert that tells of incidents of a cause; undefined for a cause that no alert knows. */
export function alertOfCause(cause: string): string | undefined {
  const subjects = Object.keys(INCIDENT_SUBJECTS) as readonly IncidentSubject[];
  const subject = subjects.find((each) => subjectCauses(each).includes(cause));
  return subject && SUBJECT_ALERTS[subject];
}
