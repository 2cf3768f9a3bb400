import { subjectCauses } from "../signals/incident-subject";
import type { IncidentSubject } from "../signals/incident-subject";
import { oneOf } from "../promql/label-matcher";
import type { AlertTemplate } from "./alert-template";

/** What is said of a subject, by the cause of its incident. */
type CauseTexts = Readonly<Record<string, string>>;

/** The words of titles; the shipped templates know them, and put "was" before them when it is over. */
const TITLE_WORDS: CauseTexts = {
  nothing_heard: "heard",
  region_silent: "silent",
  region_isolated: "isolated",
  region_behind: "behind",
  region_not_shipping: "not shipping",
  link: "broken",
  replica_silent: "silent",
  replica_unstable: "unstable",
  shard_behind: "behind",
  source_unreachable: "unreachable",
  source_stalled: "stalled",
};

const SENTENCES: CauseTexts = {
  nothing_heard:
    "Regions fell silent together: either the way from them to the exporter is cut, or they are down.",
  region_silent: "None of its replicas is heard.",
  region_isolated: "It is heard, but gets nothing from the other regions, and they get nothing from it.",
  region_behind:
    "It is behind nearly all regions that it follows. Where followers send no heartbeats, it may be one of them: then either hosts of it are down, or the way from there is cut.",
  region_not_shipping: "Nearly all followers of what is led in it are behind.",
  link: "Nearly all that is led at one end is behind at the other, while both are heard.",
  replica_silent: "It is not heard, while others of its region are.",
  replica_unstable: "It restarts, or falls silent and comes back, again and again.",
  shard_behind: "A follower of the shard is behind, and nothing wider explains it.",
  leader_conflict: "Two or more live replicas of it claim to lead: a split brain.",
  no_leader: "No live replica leads it: writes to it fail.",
  source_unreachable:
    "It cannot be asked, so nothing is known of the replicas that are known through it alone.",
  source_stalled:
    "It answers with a snapshot that stands still, so nothing is known of the replicas that are known through it alone.",
};

/** One line for a locked phone, below 70 characters as long as names are short: what, and how bad. */
export function incidentTitle(subject: IncidentSubject, name: string): (template: AlertTemplate) => string {
  return (template) => {
    const causes = only(subject, TITLE_WORDS);
    const lagging = count(template, subject, "tidaldb_incident_lagging_followers");
    const followers = template.ifFound(`${lagging} > 0`, `: ${counted("follower")}`);
    const leaderless = template.ifFound(
      `${count(template, subject, "tidaldb_incident_shards_without_leader")} > 0`,
      `, ${counted("shard")} without a leader`,
    );
    const size = `{{ if gt .Value 0.0 }}: ${counted("replica")}{{ else }}${followers}{{ end }}${leaderless}`;
    return template.ifFound(
      `topk(1, ${template.max("cause", metric(template, subject, "tidaldb_incident_silent_replicas"))})`,
      `${name} ${template.foundChoice("cause", causes)}${subject === "replica" ? "" : size}`,
      `${subject === "cluster" ? "Cluster" : name} in trouble, not seen now`,
    );
  };
}

/** How many there are by the value at hand, in words: a single one has no plural. */
function counted(thing: string): string {
  return `{{ .Value }} ${thing}{{ if ne .Value 1.0 }}s{{ end }}`;
}

/** The same of leadership, which is not the subject's being but its having. */
export function leadershipTitle(name: string): (template: AlertTemplate) => string {
  return (template) =>
    template.ifFound(
      `topk(1, ${template.max("cause", metric(template, "shard", "tidaldb_incident_active"))})`,
      `${name} ${template.foundChoice("cause", { leader_conflict: "has two leaders", no_leader: "has no leader" })}`,
      `${name} in trouble, not seen now`,
    );
}

/** When it began, by the exporter's clock: not when the page was sent. Empty while no exporter is seen. */
export function incidentSince(subject: IncidentSubject): (template: AlertTemplate) => string {
  return (template) => {
    const started = metric(template, subject, "tidaldb_incident_started_timestamp_seconds");
    return template.ifFound(`floor(min(${started}))`, "{{ .Value | humanizeTimestamp }}");
  };
}

/** What is known of it: the cause in a sentence, and its sizes. */
export function incidentFacts(subject: IncidentSubject, template: AlertTemplate): string {
  const silent = metric(template, subject, "tidaldb_incident_silent_replicas");
  const sizes: readonly (readonly [string, string])[] = [
    ["tidaldb_incident_silent_replicas", "Silent replicas"],
    ["tidaldb_incident_lagging_followers", "followers that lag"],
    ["tidaldb_incident_shards", "shards touched"],
    ["tidaldb_incident_shards_without_leader", "of them without a leader"],
    ["tidaldb_incident_critical_shards", "of them one failure away from loss"],
  ];
  const cause = template.ifFound(
    `topk(1, ${template.max("cause", silent)})`,
    ` ${template.foundChoice("cause", only(subject, SENTENCES))}`,
    " No exporter sees the cluster now; this is what was known last.",
  );
  return (
    cause +
    sizes
      .map(([name, what], index) =>
        template.ifFound(count(template, subject, name), `${index === 0 ? " " : ", "}${what}: {{ .Value }}`),
      )
      .join("") +
    "."
  );
}

function metric(template: AlertTemplate, subject: IncidentSubject, name: string): string {
  const [only, ...more] = subjectCauses(subject);
  const cause = only !== undefined && more.length === 0 ? only : oneOf(...subjectCauses(subject));
  return template.metric(name, { cause });
}

function count(template: AlertTemplate, subject: IncidentSubject, name: string): string {
  return `max(${metric(template, subject, name)})`;
}

function only(subject: IncidentSubject, texts: CauseTexts): CauseTexts {
  return Object.fromEntries(
    Object.entries(texts).filter(([cause]) => subjectCauses(subject).includes(cause)),
  );
}
