import { CONTENT_TYPES } from "../../src/metrics/formats/exposition-format";
import type { ExpositionFormat } from "../../src/metrics/formats/exposition-format";

/**
 * RFC 9110, 12.4.2 to 12.5.3, once more and naively, for headers that are in its grammar (with tokens as parameter values)
 * and name nothing twice; about others the RFC says nothing, and neither is anything said here.
 */
const TOKEN = "[\\w!#$%&'*+.^`|~-]+";
const WEIGHT = "[ \\t]*;[ \\t]*[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?)";
const CODING = new RegExp(`^(${TOKEN})(?:${WEIGHT})?$`);
const RANGE = new RegExp(
  `^(${TOKEN})/(${TOKEN})((?:[ \\t]*;[ \\t]*(?![qQ]=)${TOKEN}=${TOKEN})*)(?:${WEIGHT})?$`,
);

/** The members of a list, blanks around them gone, empty ones left out. */
function members(header: string): readonly string[] {
  return header
    .split(",")
    .map((member) => member.replace(/^[ \t]+|[ \t]+$/g, ""))
    .filter((member) => member !== "");
}

/** How welcome gzip and no encoding are, 0 (not at all) to 1; undefined for a header that the RFC does not explain. */
export function encodingWeights(
  header: string,
): { readonly gzip: number; readonly identity: number } | undefined {
  const weights = new Map<string, number>();
  for (const member of members(header)) {
    const [, name, weight = "1"] = CODING.exec(member) ?? [];
    if (name === undefined || weights.has(name.toLowerCase())) return undefined;
    weights.set(name.toLowerCase(), Number(weight));
  }
  const others = weights.get("*");
  // Not mentioned, identity is acceptable, but nobody asked for it: any coding that is named comes before it.
  return { gzip: weights.get("gzip") ?? others ?? 0, identity: weights.get("identity") ?? others ?? 0 };
}

interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly weight: number;
}

function parseRange(member: string): MediaRange | undefined {
  const [, type, subtype, rest = "", weight = "1"] = RANGE.exec(member) ?? [];
  if (type === undefined || subtype === undefined) return undefined;
  const pairs = rest
    .split(";")
    .slice(1)
    .map((pair) => pair.trim().toLowerCase().split("="));
  const parameters = new Map(pairs.map(([name = "", value = ""]) => [name, value]));
  if (parameters.size < pairs.length) return undefined;
  // The RFC gives `*` no meaning as a value, and the library that negotiates takes it for any.
  if ([...parameters.values()].includes("*")) return undefined;
  return { type: type.toLowerCase(), subtype: subtype.toLowerCase(), parameters, weight: Number(weight) };
}

/** How closely a range fits a type; undefined when it does not. More is closer. */
function closeness(range: MediaRange, type: MediaRange): number | undefined {
  if (range.type === "*") return range.subtype === "*" && range.parameters.size === 0 ? 0 : undefined;
  if (range.type !== type.type) return undefined;
  if (range.subtype === "*") return range.parameters.size === 0 ? 1 : undefined;
  if (range.subtype !== type.subtype) return undefined;
  for (const [name, value] of range.parameters) {
    if (type.parameters.get(name) !== value) return undefined;
  }
  return 2 + range.parameters.size;
}

/** How welcome a format is, 0 to 1; undefined for a header that the RFC does not explain. */
export function formatWeight(header: string, format: ExpositionFormat): number | undefined {
  const ranges = members(header).map(parseRange);
  if (!ranges.every((range) => range !== undefined)) return undefined;
  // Under each of these schemes of Prometheus' plain names are the same, so the format is welcome if any of them is.
  const schemes = ["allow-utf-8", "underscores", "dots", "values"];
  const weights = schemes.map((scheme) => typeWeight(ranges, `${CONTENT_TYPES[format]};escaping=${scheme}`));
  return weights.every((weight) => weight !== undefined) ? Math.max(...weights) : undefined;
}

/** The weight of the range that fits a type most closely; 0 when none does. */
function typeWeight(ranges: readonly MediaRange[], mediaType: string): number | undefined {
  const type = parseRange(mediaType);
  if (type === undefined) throw new Error(`${mediaType} is no media type`);
  let best: { readonly close: number; readonly weight: number } | undefined;
  for (const range of ranges) {
    const close = closeness(range, type);
    if (close === undefined) continue;
    // Two ranges that fit equally well, with different weights: the RFC does not say which holds.
    if (best?.close === close && best.weight !== range.weight) return undefined;
    if (best === undefined || close > best.close) best = { close, weight: range.weight };
  }
  return best?.weight ?? 0;
}
