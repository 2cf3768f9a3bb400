import type { ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Colour } from "./state-colours";
/** The states of regions, from their codes. */
export declare function regionStateMappings(): ValueMapping[];
/** What the table of incidents says, in words. */
export declare function incidentMappings(): ValueMapping[];
/** A region's part in what is wrong, in words. */
export declare function involvementMappings(): ValueMapping[];
/** The severities of alerts. */
export declare function severityMappings(): ValueMapping[];
/** Two words for 1 and 0, of which 1 is the good one. */
export declare function yesNoMappings(yes: string, no: string): ValueMapping[];
/** A text for "there is no value", in the colour of what is not known. */
export declare function missingMappings(text: string, colour?: Colour): ValueMapping[];
/** "never" instead of the age of a heartbeat that has not come. */
export declare function neverMappings(): ValueMapping[];
