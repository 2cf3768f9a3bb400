import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { z } from "zod";

/**
 * A small JSON document on disk that is replaced as a whole: what is read is what was written last, also after a crash in the
 * middle of writing. bigints are kept as texts of digits; the schema makes them numbers again.
 *
 * File system errors are thrown as they come.
 */
export class DurableRecord<Value> {
  readonly #path: string;
  readonly #schema: z.ZodType<Value>;

  /** @param path - of a file in a directory that exists. */
  constructor(path: string, schema: z.ZodType<Value>) {
    this.#path = path;
    this.#schema = schema;
  }

  /** Undefined when nothing was written. @throws Error when the file is not what was written. */
  read(): Value | undefined {
    if (!existsSync(this.#path)) return undefined;
    const parsed = this.#schema.safeParse(parse(readFileSync(this.#path, "utf8")));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Error(`${this.#path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"}`);
  }

  write(value: Value): void {
    const temporary = `${this.#path}.new`;
    const text = JSON.stringify(value, (_, part: unknown) =>
      typeof part === "bigint" ? String(part) : part,
    );
    writeFileSync(temporary, `${text}\n`);
    renameSync(temporary, this.#path);
  }

  remove(): void {
    rmSync(this.#path, { force: true });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
