import { RowBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Panel, RowPanel } from "@grafana/grafana-foundation-sdk/dashboard";

/** Columns of Grafana's grid. */
export const GRID_COLUMNS = 24;

/** Height of a band in whose timelines, and in legends beside whose graphs, twelve regions have room. */
export const HEIGHT_FOR_REGIONS = 10;

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
export function placeSections(sections: readonly Section[]): (Panel | RowPanel)[] {
  const placed: (Panel | RowPanel)[] = [];
  let y = 0;
  for (const { heading, bands } of sections) {
    if (heading !== undefined) {
      const gridPos = { x: 0, y, w: GRID_COLUMNS, h: 1 };
      placed.push(
        new RowBuilder(heading)
          .id(placed.length + 1)
          .gridPos(gridPos)
          .build(),
      );
      y += 1;
    }
    for (const band of bands) {
      placed.push(...placeBand(band, y, placed.length + 1));
      y += band.height;
    }
  }
  return placed;
}

function placeBand({ height, panels }: Band, y: number, firstId: number): Panel[] {
  const total = panels.reduce((sum, [width]) => sum + width, 0);
  if (total !== GRID_COLUMNS) {
    const titles = panels.map(([, panel]) => panel.build().title).join(", ");
    throw new RangeError(`band of ${titles}: expected ${GRID_COLUMNS} columns in all, got ${total}`);
  }
  let x = 0;
  return panels.map(([width, panel], index) => {
    const gridPos = { x, y, w: width, h: height };
    x += width;
    return { ...panel.build(), id: firstId + index, gridPos };
  });
}
