import type { ConfigFinding, ConfigProblem, WithConfigProblems } from "../config-problem";
import type { Result } from "../../domain/terms/result";
/** A YAML text that could be read. */
export interface YamlSource {
    /**
     * Plain values: integers as `bigint`, mappings with their keys as texts. Never `null` for the whole: a text without a
     * value is refused.
     */
    readonly document: unknown;
    /** What is wrong with it although it can be read, that is, keys that are given twice. */
    readonly problems: readonly ConfigProblem[];
    /** Gives a finding about {@link document} its place in the text. */
    readonly locate: (finding: ConfigFinding) => ConfigProblem;
}
/** A YAML text, read, or why it cannot be. */
export type YamlResult = Result<YamlSource, WithConfigProblems>;
/**
 * Reads a YAML 1.2 text, whatever it contains: never throws.
 *
 * @param file how problems call the text.
 */
export declare function readYaml(text: string, file: string): YamlResult;
