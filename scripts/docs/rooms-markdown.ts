/** One room, as `rooms.cjs` states it. */
export interface Room {
  readonly name: string;
  readonly holds: string;
  readonly imports: readonly string[];
  /** Why it has more than fifteen files side by side; missing where it has fewer. */
  readonly manyFiles?: string;
}

/** The list of rooms in ARCHITECTURE.md, laid out as prettier would. Ends with a newline. */
export function roomsMarkdown(rooms: readonly Room[]): string {
  const tops = [...new Set(rooms.map(({ name }) => top(name)))];
  return tops
    .map((name) =>
      rooms
        .filter((room) => top(room.name) === name)
        .map(line)
        .join("\n"),
    )
    .join("\n\n")
    .concat("\n");
}

function top(name: string): string {
  return name.split("/", 1)[0] ?? name;
}

function line({ name, holds, imports, manyFiles }: Room): string {
  const reason = manyFiles === undefined ? "" : ` ${manyFiles}.`;
  const allowed =
    imports.length === 0 ? "Imports nothing of ours." : `May import ${imports.map(code).join(", ")}.`;
  return `- **${code(name)}**: ${holds}.${reason} ${allowed}`;
}

/** A folder, with the slash that says so; `domain/*` is the folder with all rooms in it. */
function code(name: string): string {
  return name.endsWith("/*") ? `\`${name}\`` : `\`${name}/\``;
}
