import { U16_MAX } from "../domain/terms/ids";
import type { RegionId } from "../domain/terms/ids";
import type { ConfigFinding } from "../strict-yaml/config-problem";
import { describeValue } from "../strict-yaml/describe-value";
import { entriesOf, valueAt } from "../strict-yaml/source/raw-document";

/** The number that a key of `cluster.regions` stands for, or undefined. One spelling per number: no `007`. */
function regionIdOf(key: string): RegionId | undefined {
  const number = /^(0|[1-9]\d{0,4})$/.test(key) ? Number(key) : undefined;
  return number !== undefined && number <= U16_MAX ? number : undefined;
}

/** The names that a document gives to regions; entries that are not valid by themselves are left out. */
export function regionNamesIn(document: unknown): ReadonlyMap<RegionId, string> {
  const names = new Map<RegionId, string>();
  for (const [key, name] of entriesOf(valueAt(document, "cluster", "regions"))) {
    const regionId = regionIdOf(key);
    if (regionId !== undefined && typeof name === "string") names.set(regionId, name);
  }
  return names;
}

/**
 * Keys of `cluster.regions` that are no numbers, and names that would make two regions share a label: given twice, or
 * made of digits, which is how another region without a name may be called.
 */
export function regionNameFindings(document: unknown): readonly ConfigFinding[] {
  const owners = new Map<string, string>();
  return entriesOf(valueAt(document, "cluster", "regions")).flatMap(
    ([key, name]): readonly ConfigFinding[] => {
      const path = ["cluster", "regions", key];
      const findings: ConfigFinding[] = [];
      if (regionIdOf(key) === undefined) {
        const message = `expected a region's number from 0 to 65535 as the key, as in 0: us-east, got ${describeValue(key)}`;
        findings.push({ path, message, at: "key" });
      }
      if (typeof name !== "string") return findings;
      const owner = owners.get(name);
      if (owner !== undefined) {
        findings.push({
          path,
          message: `${describeValue(name)} is already the name of region ${owner}; expected another`,
        });
      } else if (/^\d+$/.test(name) && name !== key) {
        findings.push({
          path,
          message: `${describeValue(name)} reads as the number of another region; expected a name`,
        });
      }
      owners.set(name, owner ?? key);
      return findings;
    },
  );
}
