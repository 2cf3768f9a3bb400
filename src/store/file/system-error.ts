import { isNativeError } from "node:util/types";

const NEXT_STEPS: Readonly<Record<string, string>> = {
  ENOSPC: "free space on the disk that holds it",
  EDQUOT: "raise the disk quota of the user that runs this process, or free space",
  EFBIG: "raise the limit on the size of files of this process (ulimit -f)",
  EACCES: "let the user that runs this process write to its directory, or correct storage.path",
  EPERM: "let the user that runs this process write to its directory, or correct storage.path",
  EROFS: "its file system is mounted read-only: mount it for writing, or correct storage.path",
  EBUSY: "the file is mounted by itself and cannot be replaced: mount the folder that holds it instead",
  EXDEV: "the file is mounted by itself and cannot be replaced: mount the folder that holds it instead",
  ENOENT: "create its directory (or mount the volume that has it), or correct storage.path",
  ENOTDIR: "a part of the path is a file, not a directory: correct storage.path",
  EISDIR: "the path is a directory: add a file name to storage.path",
  ENAMETOOLONG: "shorten storage.path",
  ELOOP: "the path runs in circles through symbolic links: correct storage.path",
  EMFILE: "raise the limit on open files of this process (ulimit -n)",
  ENFILE: "the machine has too many open files: find out which process holds them",
  EIO: "the disk or network share reports a failure: check it before anything else",
  ENOLCK: "its file system has no file locks: keep the state on a local disk",
  ENOTSUP: "its file system lacks a needed operation: keep the state on a local disk",
  EOPNOTSUPP: "its file system lacks a needed operation: keep the state on a local disk",
  ADDON_NOT_FOUND:
    "file locks need Linux with glibc, or macOS: use such an image, or keep the state in the configuration file",
  CANNOT_LOAD:
    "file locks need Linux with glibc, or macOS: use such an image, or keep the state in the configuration file",
};

/** The symbolic code of an error that the system (or the loader of native code) raised, such as `ENOSPC`. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!isNativeError(error)) return undefined;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" ? code : undefined;
}

/** What went wrong with a file, as the system says it, and what the operator can do about it. */
export function explainSystemError(error: unknown): string {
  const said = (isNativeError(error) ? error.message : String(error)).split("\n", 1)[0] ?? "";
  const nextStep = NEXT_STEPS[systemErrorCode(error) ?? ""];
  return nextStep === undefined ? said : `${said}; ${nextStep}`;
}
