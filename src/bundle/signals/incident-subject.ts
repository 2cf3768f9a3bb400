/** What an incident can be about: all that has the same labels makes one alert, whatever the cause becomes. */
export type IncidentSubject = "cluster" | "region" | "link" | "replica" | "shard" | "source";

interface SubjectTerms {
  /** The labels of the catalogue that tell two of them apart. */
  readonly labels: readonly string[];
  /** Causes that another exporter contradicts by hearing the subject. */
  readonly silence: readonly string[];
  readonly others: readonly string[];
}

/** Of each sort of subject: its labels, and the causes of incidents about it. */
export const INCIDENT_SUBJECTS: Readonly<Record<IncidentSubject, SubjectTerms>> = {
  cluster: { labels: [], silence: ["nothing_heard"], others: [] },
  region: {
    labels: ["region"],
    silence: ["region_silent"],
    others: ["region_isolated", "region_behind", "region_not_shipping"],
  },
  link: { labels: ["region", "peer"], silence: [], others: ["link"] },
  replica: {
    labels: ["region", "shard"],
    silence: ["replica_silent"],
    others: ["replica_unstable", "shard_behind"],
  },
  shard: { labels: ["shard"], silence: [], others: ["leader_conflict", "no_leader"] },
  source: { labels: ["source"], silence: ["source_unreachable", "source_stalled"], others: [] },
};

/** The labels of the catalogue that tell subjects of a sort apart. */
export function subjectLabels(subject: IncidentSubject): readonly string[] {
  return INCIDENT_SUBJECTS[subject].labels;
}

/** The causes that incidents about subjects of a sort can have. */
export function subjectCauses(subject: IncidentSubject): readonly string[] {
  const { silence, others } = INCIDENT_SUBJECTS[subject];
  return [...silence, ...others];
}
