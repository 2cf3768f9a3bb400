import type { ConfigProblem } from "../../strict-yaml/config-problem";

/**
 * What to say of a file that is too large for the memory of the thread that read it: the thread is gone, the program lives.
 *
 * @returns undefined for any other error.
 */
export function memoryProblem(error: unknown, file: string): ConfigProblem | undefined {
  if ((error as { readonly code?: unknown } | null)?.code !== "ERR_WORKER_OUT_OF_MEMORY") return undefined;
  const message =
    "takes more memory to read than there is; make it smaller, or give node --max-old-space-size";
  return { file, path: "", line: 0, column: 0, message };
}
