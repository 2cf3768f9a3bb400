/** Why a file cannot be read, in words, by the code that the system gives. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "a part of its path is not a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ELOOP: "too many symbolic links",
};

/** Whether an error says that the file does not exist. */
export function isFileMissing(error: unknown): boolean {
  return codeOf(error) === "ENOENT";
}

/** Why a file could not be read, without its path: "no such file". */
export function describeFileError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return REASONS[codeOf(error) ?? ""] ?? message;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
