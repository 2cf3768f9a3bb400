import type { ConfigFinding, ConfigPath } from "../../strict-yaml/config-problem";
/** Whether a document has something at a path. */
export declare function leads(document: unknown, [step, ...rest]: ConfigPath): boolean;
/** The document without what findings are about. A list goes as a whole: the numbers of its items have a meaning. */
export declare function without(document: unknown, findings: readonly Pick<ConfigFinding, "path">[]): unknown;
