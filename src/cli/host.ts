import type { WarningSource } from "../app/log-warnings";
import type { SignalSource } from "../app/serve-until-stopped";

/** What a command may touch of the process it runs in. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly onSignal: SignalSource;
  readonly onWarning: WarningSource;
  /** Says with which code the process is to end once the command is over; 0 unless called. */
  readonly exitWith: (code: number) => void;
}
