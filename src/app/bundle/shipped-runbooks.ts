import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import type * as ShippedText from "../../bundle/adapt-shipped-text";
import type * as Options from "../../bundle/options/options";
import { alertOfCause } from "../../bundle/signals/subject-alerts";
import type { RunbookLibrary } from "../../http/routing/runbook-library";
import { ALERTS_FOLDER } from "./alerts-folder";

const SUFFIX = ".md";

/** The exporter's own limits that runbooks name, in milliseconds. */
export interface RunbookLimits {
  readonly offlineAfterMs: number;
  readonly degradedLagMs: number;
}

/** The runbooks that the package ships, with the limits that this exporter has. */
export class ShippedRunbooks implements RunbookLibrary {
  readonly alertOfCause = alertOfCause;
  readonly #limits: () => RunbookLimits;
  readonly #folder: string;

  /**
   * @param limits - asked on every reading.
   * @param folder - where the files are; without it, where the package has them. One that is not there holds none.
   */
  constructor(limits: () => RunbookLimits, folder = join(ALERTS_FOLDER, "runbooks")) {
    this.#limits = limits;
    this.#folder = folder;
  }

  async alerts(): Promise<readonly string[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error;
    });
    return names
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length))
      .sort();
  }

  async read(alert: string): Promise<string | undefined> {
    // Only what the folder lists: no name of a caller becomes a path.
    if (!(await this.alerts()).includes(alert)) return undefined;
    const text = await readFile(join(this.#folder, alert + SUFFIX), "utf8");
    const { adaptRunbook, bundleOptions } = loadAdapting();
    const { offlineAfterMs, degradedLagMs } = this.#limits();
    return adaptRunbook(text, bundleOptions({ thresholds: { offlineAfterMs, degradedLagMs } }));
  }
}

/** Loaded when the first runbook is read: who only exports needs none of it. */
function loadAdapting(): Pick<typeof ShippedText, "adaptRunbook"> & Pick<typeof Options, "bundleOptions"> {
  /* eslint-disable @typescript-eslint/no-require-imports -- import() would find no file without an extension */
  const { adaptRunbook } = require("../../bundle/adapt-shipped-text") as typeof ShippedText;
  const { bundleOptions } = require("../../bundle/options/options") as typeof Options;
  /* eslint-enable @typescript-eslint/no-require-imports */
  return { adaptRunbook, bundleOptions };
}
