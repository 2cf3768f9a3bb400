import { AnnotationQueryBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import type { PanelPromql } from "../signals/panels/panel-promql";
/**
 * Changes of health, in the colours of the states; incidents for as long as they last; moves of the topology; starts of the
 * exporter, with its version, and reloads of its configuration. Each can be switched off.
 */
export declare function dashboardAnnotations(promql: PanelPromql): AnnotationQueryBuilder[];
