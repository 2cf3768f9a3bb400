/** What a measured process can be asked to do: each command takes one plain value at most and answers with one. */
export type Commands = Readonly<Record<string, (argument: never) => unknown>>;

export interface CommandRequest {
  readonly id: number;
  readonly command: string;
  readonly argument: unknown;
}

export type CommandAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string };

/** Serves commands that come over the channel to the parent, and ends this process when the parent is gone. */
export function serveCommands(commands: Commands): void {
  process.on("message", (message) => {
    void answer(commands, message as CommandRequest).then((reply) => process.send?.(reply));
  });
  process.on("disconnect", () => {
    process.exit();
  });
}

async function answer(commands: Commands, { id, command, argument }: CommandRequest): Promise<CommandAnswer> {
  try {
    const run = commands[command] as ((argument: unknown) => unknown) | undefined;
    if (run === undefined) throw new Error(`this process knows no command ${command}`);
    return { id, ok: true, value: await run(argument) };
  } catch (error) {
    return { id, ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
