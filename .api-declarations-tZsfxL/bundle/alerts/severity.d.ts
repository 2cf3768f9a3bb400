/**
 * How bad it is. `critical` pages, `warning` waits for working hours, `info` is to be read beside another alert, and `none`
 * is for an alert that reports no trouble.
 */
export type Severity = "critical" | "warning" | "info" | "none";
