/** What a command that shows something may touch of the process it runs in. */
export interface TerminalHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** The size of the terminal that standard output is now; undefined where it is none. */
  readonly terminal: () => { readonly columns: number } | undefined;
  /** Whether the reader of standard output has left, as `head` does. */
  readonly isOutputGone: () => boolean;
  /** Says with which code the process is to end once the command is over; 0 unless called. */
  readonly exitWith: (code: number) => void;
}
