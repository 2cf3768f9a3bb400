import { MappingType, SpecialValueMatch } from "@grafana/grafana-foundation-sdk/dashboard";
import type { ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";

import { NEVER_HEARD_SECONDS } from "../../signals/panels/heartbeat-age";
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
