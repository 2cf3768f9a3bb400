import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { EpisodeResult } from "./judge/episode-result";
import type { Campaign } from "./judge/plan";

/**
 * The results of one campaign in a file, a line for each episode: one that was interrupted goes on where it was, and campaigns that
 * were played apart are told together. The first line says what was played, and with what code.
 */
export class KeptResults {
  readonly #path: string;
  readonly #bySeed = new Map<number, EpisodeResult>();

  /**
   * @param code - what played and judged them, see {@link codeOf}.
   * @throws Error when the file has results of another campaign or of other code.
   */
  constructor(path: string, campaign: Campaign, code: string) {
    this.#path = path;
    const head = headOf(campaign, code);
    const [before = head, ...lines] = existsSync(path) ? readFileSync(path, "utf8").split("\n") : [];
    if (before !== head)
      throw new Error(`${path} has results of another campaign or of other code; remove it`);
    for (const line of lines) this.#take(line);
    mkdirSync(dirname(path), { recursive: true });
    // A line that was torn is gone with this.
    writeFileSync(path, `${[head, ...[...this.#bySeed.values()].map(textOf)].join("\n")}\n`);
  }

  get(seed: number): EpisodeResult | undefined {
    return this.#bySeed.get(seed);
  }

  /** In the order of their numbers. */
  get all(): readonly EpisodeResult[] {
    return [...this.#bySeed.values()].sort((a, b) => a.seed - b.seed);
  }

  add(result: EpisodeResult): void {
    this.#bySeed.set(result.seed, result);
    appendFileSync(this.#path, `${textOf(result)}\n`);
  }

  #take(line: string): void {
    try {
      const result = JSON.parse(line) as EpisodeResult;
      this.#bySeed.set(result.seed, result);
    } catch {
      // The last line of a run that was killed.
    }
  }
}

/** What is the same for all processes that play a campaign, and whenever it goes on. How many episodes it has may change. */
function headOf(campaign: Campaign, code: string): string {
  const { seed, fields, kinds, onlySmall, exporters, thresholds, emptyGroups } = campaign;
  return JSON.stringify({ seed, fields, kinds, onlySmall, exporters, thresholds, emptyGroups, code });
}

function textOf(result: EpisodeResult): string {
  return JSON.stringify(result);
}

/** A digest of files and of all that is in folders: results of different code are not to be mixed. */
export function codeOf(paths: readonly string[]): string {
  const digest = createHash("sha256");
  for (const path of paths.flatMap(filesIn)) digest.update(readFileSync(path));
  return digest.digest("hex");
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => filesIn(join(path, name)));
}
