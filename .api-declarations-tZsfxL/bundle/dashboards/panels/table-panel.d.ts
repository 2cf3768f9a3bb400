import type { DashboardLink, ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder } from "@grafana/grafana-foundation-sdk/table";
import type { PanelPromql } from "../../signals/panels/panel-promql";
import type { Signal } from "../../signals/signal";
import type { Limits } from "./thresholds";
/** A column that is a label of the series, the same in all signals of the table. */
export interface LabelColumn {
    readonly label: string;
    readonly heading: string;
    readonly width?: number;
    readonly links?: readonly {
        build: () => DashboardLink;
    }[];
    /** Colours for texts. */
    readonly mappings?: ValueMapping[];
}
/** A column with the values of one signal. */
export interface ValueColumn {
    readonly signal: Signal;
    readonly heading: string;
    readonly width?: number;
    /** Colours the number. */
    readonly limits?: Limits;
    /** Texts for values; they fill the cell with their colour. */
    readonly mappings?: ValueMapping[];
    /** Where mappings are exceptions and the cell stays as it is. */
    readonly isUnfilled?: boolean;
    readonly decimals?: number;
}
/** What a table is made of. */
export interface TableContent {
    readonly title: string;
    readonly description: string;
    /**
     * An expression with one series for each row; its labels are those of each signal, and its values do not matter.
     * Undefined where every signal has a value for every row by itself.
     */
    readonly rows: string | undefined;
    readonly labels: readonly LabelColumn[];
    readonly values: readonly [ValueColumn, ...ValueColumn[]];
    /** The first of the values stands before the labels. */
    readonly firstValue?: boolean;
    /** Headings of the columns that it is sorted by, the most important first; values from large to small. */
    readonly sortBy: readonly {
        readonly heading: string;
        readonly ascending?: boolean;
    }[];
}
/**
 * A table as of the end of the time range, with one row for each set of labels. It has all of its columns in every state
 * of the cluster: a value that is not there is shown as a dash, and a table without rows as a row of dashes.
 */
export declare function tablePanel(promql: PanelPromql, { title, description, rows, labels, values, firstValue, sortBy }: TableContent): PanelBuilder;
