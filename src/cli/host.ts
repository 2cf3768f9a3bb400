import type { LogOutput } from "../app/logging/log-output";
import type { WarningSource } from "../app/logging/log-warnings";
import type { SignalSource } from "../app/serve-until-stopped";
import type { TerminalHost } from "./terminal/terminal-host";

/** `service`: runs until it is stopped, whether or not what it writes is read. `errand`: runs to its end, and what it writes is its purpose. */
export type WorkKind = "service" | "errand";

/** What a command may touch of the process it runs in. */
export interface Host extends TerminalHost {
  /** Where a service's log goes. */
  readonly log: LogOutput;
  readonly onSignal: SignalSource;
  /** Whether a terminal that the process was started on is closed by now. */
  readonly hasLostTerminal: () => boolean;
  /** Says what kind of command was found on the command line, before it begins. */
  readonly startsWork: (kind: WorkKind) => void;
  readonly onWarning: WarningSource;
  /** Says with which code the process is to end when what it prints cannot be written, or the program fails; 1 unless called. */
  readonly failWith: (code: number) => void;
}
