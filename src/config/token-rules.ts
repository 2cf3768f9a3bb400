import type { ConfigFinding, ConfigPath } from "../strict-yaml/config-problem";
import { entriesOf, isMapping, itemsOf, valueAt } from "../strict-yaml/source/raw-document";
import { ingestFindings } from "./ingest-rules";
import { regionNamesIn } from "./region-name-rules";
import { repeatedValues } from "../strict-yaml/repeated-values";
import { regionIdsByName } from "./tenant-rules";

/**
 * Tokens that share a name, that have no place or two for their secret, whose scopes are none or listed twice, or whose
 * `ingest` is narrowed to what makes no sense; and the last of it for users.
 */
export function tokenFindings(document: unknown): readonly ConfigFinding[] {
  const path = ["auth", "tokens"];
  const tokens = itemsOf(valueAt(document, ...path));
  const regionIds = regionIdsByName(regionNamesIn(document));
  return [
    ...repeatedValues(
      tokens.map((token) => valueAt(token, "name")),
      (index) => [...path, index, "name"],
      "is used twice; names tell tokens apart in logs",
    ),
    ...tokens.flatMap((token, index) => [
      ...secretFindings(token, [...path, index]),
      ...scopeFindings(valueAt(token, "scopes"), [...path, index, "scopes"]),
      ...ingestFindings(token, valueAt(token, "scopes"), [...path, index], regionIds),
    ]),
    ...entriesOf(valueAt(document, "auth", "users")).flatMap(([name, user]) =>
      ingestFindings(user, valueAt(user, "scopes"), ["auth", "users", name], regionIds),
    ),
  ];
}

function secretFindings(token: unknown, path: ConfigPath): readonly ConfigFinding[] {
  if (!isMapping(token)) return [];
  const places = entriesOf(token).filter(([key]) => key === "file" || key === "env");
  if (places.length === 1) return [];
  const [expected, got] = places.length === 0 ? ["", "neither"] : ["either ", "both"];
  return [{ path, message: `expected ${expected}file or env, which say where the secret is; got ${got}` }];
}

function scopeFindings(scopes: unknown, path: ConfigPath): readonly ConfigFinding[] {
  if (Array.isArray(scopes) && scopes.length === 0) {
    return [{ path, message: "expected at least one scope, got an empty list" }];
  }
  return repeatedValues(itemsOf(scopes), (place) => [...path, place], "is listed twice; once is enough");
}
