import { createRequire } from "node:module";

/** The one function of `fs-native-extensions` that is used; the package ships no types. */
interface LockAddon {
  tryLock(fd: number): boolean;
}

/**
 * Takes the kernel's exclusive lock on a whole file (`F_OFD_SETLK`) for this descriptor, or returns false when another one has it.
 * Node has no call for it, hence the add-on. Native code is loaded when a lock is wanted, not on import: without one no add-on is needed.
 *
 * @throws Error when the file system or this platform has no locks.
 */
export function tryLock(fd: number): boolean {
  return (createRequire(__filename)("fs-native-extensions") as LockAddon).tryLock(fd);
}
