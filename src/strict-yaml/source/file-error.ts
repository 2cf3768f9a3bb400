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
  return REASONS[codeOf(error) ?? ""] ?? String(error);
}

/** Not by `instanceof`: an error of the file system may come from another realm than this code. */
function codeOf(error: unknown): string | undefined {
  const isCoded = typeof error === "object" && error !== null && "code" in error;
  return isCoded && typeof error.code === "string" ? error.code : undefined;
}
