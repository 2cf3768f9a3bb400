import type { CapacityPlan, CapacityQuestion } from "../app/plan/plan-capacity";
/** A plan as a table for a terminal: what was asked first, then what it takes. */
export declare function planTable(question: CapacityQuestion, plan: CapacityPlan): string;
