import type { PodDisruptionBudget } from "kubernetes-types/policy/v1";
/** Whoever drains nodes takes one control plane at a time. */
export declare function podDisruptionBudget(): PodDisruptionBudget;
