import type { BaseOptions } from "../terms/base-options";
import type { AlertTimes, AlertUrgency } from "./alert-entry";
import type { AlertName } from "./alert-entries";
/** What rules are made with: all options, the times of alerts too. */
export interface RuleOptions extends BaseOptions {
    readonly alertTimes: Readonly<Record<AlertName, AlertTimes>>;
    readonly alertUrgencies: Readonly<Record<AlertName, AlertUrgency>>;
}
