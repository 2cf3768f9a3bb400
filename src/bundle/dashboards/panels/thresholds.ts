import { ThresholdsConfigBuilder, ThresholdsMode } from "@grafana/grafana-foundation-sdk/dashboard";

import { COLOURS } from "./state-colours";
import type { Colour } from "./state-colours";

/** From which values on a panel has which colour; `base` counts below the first of them. */
export interface Limits {
  readonly base: Colour;
  readonly steps: readonly (readonly [fromValue: number, colour: Colour])[];
}

/** A number that is neither good nor bad. */
export const NO_LIMITS: Limits = { base: "neutral", steps: [] };

/** Good at 0, of the given colour from 1 on. */
export function noneIsGood(colour: Colour): Limits {
  return { base: "healthy", steps: [[1, colour]] };
}

/** The limits as the SDK takes them. */
export function thresholds({ base, steps }: Limits): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([
      { value: null, color: COLOURS[base] },
      ...steps.map(([value, colour]) => ({ value, color: COLOURS[colour] })),
    ]);
}
