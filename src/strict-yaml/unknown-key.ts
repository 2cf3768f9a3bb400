import { closest, distance } from "fastest-levenshtein";
import { ANY_KEY } from "./config-keys";
import type { ConfigKey } from "./config-keys";
import type { ConfigPath } from "./config-problem";

/** The keys that may stand where the path leads. */
function keysAt(path: ConfigPath, all: readonly ConfigKey[]): readonly ConfigKey[] {
  return path
    .filter((step) => typeof step === "string")
    .reduce((keys, step) => keys.find(({ name }) => name === step || name === ANY_KEY)?.children ?? [], all);
}

/** Every place in the document where a key of this name belongs. */
function homesOf(name: string, keys: readonly ConfigKey[], above: string): string[] {
  return keys.flatMap((key) => {
    const here = key.name === name && above !== "" ? [above] : [];
    const below = `${above === "" ? "" : `${above}.`}${key.name}${key.isList ? "[]" : ""}`;
    return [...here, ...homesOf(name, key.children, below)];
  });
}

/**
 * The nearest of several words, whatever its case, if it is near enough to be what was meant: a third of the letters,
 * and two in a short word, may differ.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lowered = new Map(candidates.map((candidate) => [candidate.toLowerCase(), candidate]));
  if (lowered.size === 0) return undefined;
  const best = closest(word.toLowerCase(), [...lowered.keys()]);
  const allowed = Math.max(2, Math.floor(Math.max(word.length, best.length) / 3));
  return distance(word.toLowerCase(), best) <= allowed ? lowered.get(best) : undefined;
}

/**
 * What to say about a key that the schema does not know: the known key that it resembles, else the section that it
 * belongs to, else what may stand there.
 *
 * @param section where it stands.
 * @param all every key of the document.
 */
export function describeUnknownKey(name: string, section: ConfigPath, all: readonly ConfigKey[]): string {
  const known = keysAt(section, all).map((key) => key.name);
  const meant = nearest(name, known);
  if (meant !== undefined) return `unknown key; did you mean ${meant}?`;
  const [home] = homesOf(name, all, "");
  if (home !== undefined) return `unknown key here; it belongs in ${home}`;
  return `unknown key; expected one of ${known.join(", ")}`;
}
