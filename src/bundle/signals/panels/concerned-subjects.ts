import { indent } from "../../promql/indent";
import { matching, oneOf, otherThan } from "../../promql/label-matcher";
import type { LabelCondition, Matchers } from "../../promql/label-matcher";
import { subjectCauses } from "../incident-subject";
import type { IncidentSubject } from "../incident-subject";
import type { PanelPromql } from "./panel-promql";

const ACTIVE = "tidaldb_incident_active";
const HEALTH = "tidaldb_region_health";

/**
 * A series for each incident, by the labels of its subject, that concerns the regions or shards which are chosen: it names one
 * of the regions, or one of them is in trouble and only incidents elsewhere explain it; it is about one of the shards, or about
 * a region or a link that holds them. Undefined where every incident about such a subject does.
 */
export function concernedSubjects(
  promql: PanelPromql,
  subject: IncidentSubject,
  labels: readonly string[],
): string | undefined {
  const selected = selections(promql, subject);
  return selected?.map((series) => `group ${promql.by(...labels)} (${series})`).join("\nor\n");
}

function selections(promql: PanelPromql, subject: IncidentSubject): readonly string[] | undefined {
  // Nothing heard, and a source that tells nothing, are everybody's.
  if (subject === "cluster" || subject === "source") return undefined;
  const hasShards = promql.chooses("shard");
  if (subject === "shard") {
    // Its writes fail wherever they come from: of no region in particular.
    return hasShards ? [promql.without("region").series(ACTIVE, { cause: causesOf(subject) })] : undefined;
  }
  if (!promql.chooses("region")) return undefined;
  return [...ofRegions(promql, subject), ...(hasShards ? ofShards(promql, subject) : [])];
}

function causesOf(...subjects: readonly IncidentSubject[]): LabelCondition {
  return oneOf(...subjects.flatMap(subjectCauses));
}

type RegionalSubject = "region" | "link" | "replica";

/** While all shards are chosen, or none can be. */
function ofRegions(promql: PanelPromql, subject: RegionalSubject): readonly string[] {
  const [here, everywhere] = [ofChosenRegions(promql), ofAllRegions(promql)];
  const matchers: Matchers = { cause: causesOf(subject), ...promql.whileAll() };
  const elsewhere = `${everywhere.series(ACTIVE, matchers)}\nand ${promql.on()}\n${affectedRegions(promql)}`;
  return [
    here.series(ACTIVE, matchers),
    everywhere.series(ACTIVE, { ...matchers, peer: matching("$region") }),
    `\n${indent(elsewhere)}\n`,
  ];
}

/** While some shards are chosen. */
function ofShards(promql: PanelPromql, subject: RegionalSubject): readonly string[] {
  const everywhere = ofAllRegions(promql);
  const chosen = promql.whileChosen() ?? {};
  const cause = causesOf(subject);
  if (subject === "replica") return [everywhere.series(ACTIVE, { cause, ...chosen })];
  const holders = `group ${promql.by("region")} (${everywhere.series("tidaldb_shard_up", chosen)})`;
  const held = `${everywhere.series(ACTIVE, { cause })} and ${promql.on("region")} ${holders}`;
  if (subject === "region") return [held];
  return [`${held} and ${promql.on("peer")} label_replace(${holders}, "peer", "$1", "region", "(.+)")`];
}

/** The chosen regions in trouble that no incident names: those that are about others explain it. */
export function affectedRegions(promql: PanelPromql): string {
  const [here, everywhere] = [ofChosenRegions(promql), ofAllRegions(promql)];
  const on = promql.on("region");
  const by = promql.by("region");
  const bad = `max ${by} (${here.series(HEALTH, { state: oneOf("offline", "degraded") })}) == 1`;
  const explained = `max ${by} (${here.series("tidaldb_region_health_explained")}) == 1`;
  const causes = causesOf("region", "link", "replica");
  const named = everywhere.series(ACTIVE, { cause: causes });
  const peers = regionsOfPeers(everywhere, causes);
  return `(\n${indent(`${bad}\nand ${on}\n${explained}\nunless ${on}\n(group ${by} (${named}) or ${peers})`)}\n)`;
}

/** The other ends that incidents name, as regions. Grouped first: several incidents may have the same one. */
export function regionsOfPeers(promql: PanelPromql, cause: LabelCondition | string): string {
  const peers = `group ${promql.by("peer")} (${promql.series(ACTIVE, { cause, peer: otherThan("") })})`;
  return `group ${promql.by("region")} (label_replace(${peers}, "region", "$1", "peer", "(.+)"))`;
}

/** Something is wrong that concerns what is chosen. A region that is affected is a sign of it. */
export function concerningIncidents(promql: PanelPromql): string {
  const scope = (series: string): string => `group ${promql.by()} (${series})`;
  if (!promql.chooses("region")) return scope(promql.series(ACTIVE));
  const subjects = ["region", "link", "replica", "shard"] as const;
  const everybodys = ofAllRegions(promql).series(ACTIVE, { cause: causesOf("cluster", "source") });
  return [scope(everybodys), ...subjects.map((subject) => concernedSubjects(promql, subject, []))]
    .filter((each) => each !== undefined)
    .join("\nor\n");
}

function ofAllRegions(promql: PanelPromql): PanelPromql {
  return promql.without("region", "shard", "follower", "instance");
}

function ofChosenRegions(promql: PanelPromql): PanelPromql {
  return promql.without("shard", "follower", "instance");
}
