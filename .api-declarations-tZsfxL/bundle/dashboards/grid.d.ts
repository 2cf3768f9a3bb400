import type { Panel, RowPanel } from "@grafana/grafana-foundation-sdk/dashboard";
/** Columns of Grafana's grid. */
export declare const GRID_COLUMNS = 24;
/** Makes a panel; the SDK's builders do. */
export interface PanelBuilder {
    build(): Panel;
}
/** Panels side by side, of one height, which fill the width. */
export interface Band {
    /** In rows of the grid. */
    readonly height: number;
    /** Each with its width in columns. */
    readonly panels: readonly (readonly [width: number, panel: PanelBuilder])[];
}
/** Bands below a heading; the first section of a dashboard needs none. */
export interface Section {
    readonly heading?: string;
    readonly bands: readonly Band[];
}
/**
 * Gives every panel its place and its number, in reading order.
 *
 * @throws RangeError when the panels of a band are not exactly as wide as the grid.
 */
export declare function placeSections(sections: readonly Section[]): (Panel | RowPanel)[];
