import { MappingType, SpecialValueMatch } from "@grafana/grafana-foundation-sdk/dashboard";
import type { ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";

import { NOT_WATCHED_CODE } from "../../signals/panels/fleet";
import { NEVER_HEARD_SECONDS } from "../../signals/panels/heartbeat-age";
import { INCIDENT_CODES, VERDICT_CODES } from "../../signals/panels/incident-code";
import { INVOLVEMENT_CODES } from "../../signals/panels/region-involvement";
import { REGION_STATE_CODES, REGION_STATES_WORST_FIRST } from "../../signals/panels/region-state-code";
import { COLOURS } from "./state-colours";
import type { Colour } from "./state-colours";

/** Text and colour for single values. */
function valueTexts(
  texts: Readonly<Record<string, readonly [text: string, colour: Colour]>>,
): ValueMapping[] {
  const options = Object.entries(texts).map(([value, [text, colour]], index) => [
    value,
    { text, color: COLOURS[colour], index },
  ]);
  return [
    {
      type: MappingType.ValueToText,
      options: Object.fromEntries(options) as Record<string, { text: string; color: string; index: number }>,
    },
  ];
}

/** The states of regions, from their codes. */
export function regionStateMappings(): ValueMapping[] {
  return valueTexts(
    Object.fromEntries(
      REGION_STATES_WORST_FIRST.map((state) => [
        String(REGION_STATE_CODES[state]),
        [state.charAt(0).toUpperCase() + state.slice(1), state] as const,
      ]),
    ),
  );
}

/** The states of whole clusters, from their codes. */
export function clusterStateMappings(): ValueMapping[] {
  return [
    ...regionStateMappings(),
    // Grafana takes the first of several that fit; this one is of another value.
    ...valueTexts({ [NOT_WATCHED_CODE]: ["Not watched", "alarming"] }),
  ];
}

/** Planned work, as long as it is in force. */
export function plannedWorkMappings(): ValueMapping[] {
  return valueTexts({ 1: ["In force", "neutral"] });
}

/** What the table of incidents says, in words. */
export function incidentMappings(): ValueMapping[] {
  const texts = { ...INCIDENT_TEXTS, ...VERDICT_TEXTS };
  const codes = { ...INCIDENT_CODES, ...VERDICT_CODES };
  return valueTexts(
    Object.fromEntries(
      Object.entries(codes).map(([what, code]) => [String(code), texts[what as keyof typeof codes]]),
    ),
  );
}

const INCIDENT_TEXTS: Readonly<Record<keyof typeof INCIDENT_CODES, readonly [string, Colour]>> = {
  nothing_heard: ["Whole regions not heard", "offline"],
  source_unreachable: ["Source unreachable: replicas unseen", "unknown"],
  source_stalled: ["Source stands still: replicas unseen", "unknown"],
  region_silent: ["Region silent", "offline"],
  region_isolated: ["Region cut off from its peers", "offline"],
  region_behind: ["Region behind", "degraded"],
  region_not_shipping: ["Region not shipping", "degraded"],
  link: ["Link broken", "degraded"],
  replica_silent: ["Replica silent", "degraded"],
  replica_unstable: ["Replica unstable", "degraded"],
  shard_behind: ["Shard behind", "degraded"],
  leader_conflict: ["Two leaders", "offline"],
  no_leader: ["No leader: writes fail", "offline"],
};

const VERDICT_TEXTS: Readonly<Record<keyof typeof VERDICT_CODES, readonly [string, Colour]>> = {
  not_scraped: ["No exporter left to scrape", "alarming"],
  not_listed: ["More is broken than is listed", "offline"],
  not_explained: ["Not explained by any incident", "degraded"],
  not_reached: ["Nobody knows: exporter down", "alarming"],
  not_seen: ["Nobody knows: exporter blind", "alarming"],
  wrong_elsewhere: ["Wrong elsewhere, not here", "neutral"],
  not_all_heard: ["Nothing known; not all heard", "unknown"],
  nothing_wrong: ["Nothing is wrong", "healthy"],
};

/** A region's part in what is wrong, in words. */
export function involvementMappings(): ValueMapping[] {
  return valueTexts({
    [INVOLVEMENT_CODES.subject]: ["Broken here", "offline"],
    [INVOLVEMENT_CODES.affected]: ["Affected", "neutral"],
    [INVOLVEMENT_CODES.not_explained]: ["Not explained", "degraded"],
  });
}

/** The severities of alerts. */
export function severityMappings(): ValueMapping[] {
  return valueTexts({
    critical: ["critical", "offline"],
    warning: ["warning", "degraded"],
    info: ["info", "neutral"],
  });
}

/** Two words for 1 and 0, of which 1 is the good one. */
export function yesNoMappings(yes: string, no: string): ValueMapping[] {
  return valueTexts({ 1: [yes, "healthy"], 0: [no, "offline"] });
}

/** A text for "there is no value", in the colour of what is not known. */
export function missingMappings(text: string, colour: Colour = "unknown"): ValueMapping[] {
  const result = { text, color: COLOURS[colour], index: 0 };
  return [{ type: MappingType.SpecialValue, options: { match: SpecialValueMatch.NullAndNan, result } }];
}

/** "never" instead of the age of a heartbeat that has not come. */
export function neverMappings(): ValueMapping[] {
  return [
    {
      type: MappingType.RangeToText,
      options: {
        from: NEVER_HEARD_SECONDS,
        to: null,
        result: { text: "never", color: COLOURS.offline, index: 0 },
      },
    },
  ];
}
