import type { DashboardLink, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/stat";
import type { Signal } from "../../signals/signal";
import type { Colour } from "./state-colours";
import type { Limits } from "./thresholds";
/** How a tile shows its values beyond what their signal says. */
export interface StatLook {
    readonly limits?: Limits;
    readonly mappings?: ValueMapping[];
    /** Instead of a number, when there are no data. */
    readonly noValue?: string;
    readonly noValueColour?: Colour;
    /** Fills the tile with the colour, for states that must be seen from across the room. */
    readonly filled?: boolean;
    readonly decimals?: number;
    readonly links?: readonly {
        build: () => DashboardLink;
    }[];
    /** Colour of one of several values once it is above 0, by the value's name; it is grey at 0. */
    readonly countColours?: Readonly<Record<string, Colour>>;
}
/**
 * A tile with one big value, or several side by side. Title and description are those of the first signal. The value is the
 * one at the end of the time range or none: the last of a range would go on being shown when there are no data any more.
 */
export declare function statPanel(signals: readonly [Signal, ...Signal[]], look?: StatLook): PanelBuilder;
/** A look that names the states of regions, one tile for each region. */
export declare function filledLook(mappings: ValueMapping[]): StatLook;
