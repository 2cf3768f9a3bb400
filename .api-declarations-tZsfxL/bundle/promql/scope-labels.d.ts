/**
 * Of the labels that tell clusters apart, those that titles and texts show and that notifications are grouped by: all but
 * the job, unless nothing else tells them apart.
 */
export declare function namingScopeLabels(scopeLabels: readonly string[]): readonly string[];
