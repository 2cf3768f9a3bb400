import type { Signal } from "../signal";
import type { PanelPromql } from "./panel-promql";
/** What a region has to do with what is wrong, as numbers. */
export declare const INVOLVEMENT_CODES: {
    readonly not_explained: 3;
    readonly subject: 2;
    readonly affected: 1;
};
/** Whether what is broken is broken in a region, or the region only suffers from it. Nothing where neither can be told. */
export declare function regionInvolvement(promql: PanelPromql): Signal;
