import type { LogOutput } from "../app/logging/log-output";
import type { WarningSource } from "../app/logging/log-warnings";
import type { SignalSource } from "../app/serve-until-stopped";
/** `service`: runs until it is stopped, whoever reads what it writes. `errand`: runs to its end, and what it writes is its purpose. */
export type WorkKind = "service" | "errand";
/** What a command may touch of the process it runs in. */
export interface Host {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly stdout: (text: string) => void;
    readonly stderr: (text: string) => void;
    /** Where a service's log goes. */
    readonly log: LogOutput;
    readonly onSignal: SignalSource;
    /** Whether a terminal that the process was started on is closed by now. */
    readonly hasLostTerminal: () => boolean;
    /** Says what kind of command was found on the command line, before it begins. */
    readonly startsWork: (kind: WorkKind) => void;
    readonly onWarning: WarningSource;
    /** Says with which code the process is to end once the command is over; 0 unless called. */
    readonly exitWith: (code: number) => void;
}
