import { ThresholdsConfigBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Colour } from "./state-colours";
/** From which values on a panel has which colour; `base` counts below the first of them. */
export interface Limits {
    readonly base: Colour;
    readonly steps: readonly (readonly [fromValue: number, colour: Colour])[];
}
/** A number that is neither good nor bad. */
export declare const NO_LIMITS: Limits;
/** Good at 0, of the given colour from 1 on. */
export declare function noneIsGood(colour: Colour): Limits;
/** The limits as the SDK takes them. */
export declare function thresholds({ base, steps }: Limits): ThresholdsConfigBuilder;
