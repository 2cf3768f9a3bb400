/**
 * How bad it is. `critical` wakes somebody, `warning` waits for working hours, `info` is to be read beside another alert,
 * and `none` is for what is no trouble at all.
 */
export type Severity = "critical" | "warning" | "info" | "none";
