import type { RegionStatus } from "../../domain/terms/cluster-health";
import type { TerminalHost } from "./terminal-host";

/** How something looks on a terminal. */
export type Look = "good" | "warning" | "bad" | "faint" | "strong";

/** Gives a text its look, or leaves it as it is where there are no colours. */
export type Style = (look: Look, text: string) => string;

const CODES: Readonly<Record<Look, string>> = {
  good: "32",
  warning: "33",
  bad: "31",
  faint: "2",
  strong: "1",
};

const LOOKS: Readonly<Record<RegionStatus, Look>> = {
  Healthy: "good",
  Degraded: "warning",
  Offline: "bad",
  Unknown: "faint",
};

/** No colours at all. */
export const PLAIN: Style = (_look, text) => text;

const COLOURED: Style = (look, text) => `\u001b[${CODES[look]}m${text}\u001b[0m`;

/** How wide the output may be without a terminal that says so. */
const USUAL_COLUMNS = 80;
const MOST_COLUMNS = 200;

/** What the output goes to. */
export interface Screen {
  readonly columns: number;
  readonly style: Style;
}

/** The screen of a process: colours only on a terminal, and not where the environment asks for none (no-color.org). */
export function screenOf({ terminal, env }: Pick<TerminalHost, "terminal" | "env">): Screen {
  const size = terminal();
  if (size === undefined) return { columns: USUAL_COLUMNS, style: PLAIN };
  const hasColours = (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
  const columns = Math.min(Math.max(size.columns, 40), MOST_COLUMNS);
  return { columns, style: hasColours ? COLOURED : PLAIN };
}

/** How a state looks. */
export function lookOf(state: RegionStatus): Look {
  return LOOKS[state];
}
