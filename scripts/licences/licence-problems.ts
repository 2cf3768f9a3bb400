import { ALLOWED_LICENCES } from "./allowed-licences";
import type { LockedPackage } from "./locked-packages";

/** A sentence for each package whose licence does not allow its use. */
export function licenceProblems(packages: readonly LockedPackage[]): readonly string[] {
  return packages
    .filter(({ licence, isForDevelopment }) => !isAllowed(licence ?? "", isForDevelopment))
    .map(({ name, version, licence, isForDevelopment }) => {
      const purpose = isForDevelopment ? "development" : "an installation";
      const stated = licence === undefined ? "states no licence" : `is licensed under ${licence}`;
      return (
        `${name} ${version} ${stated}, which scripts/licences/allowed-licences.ts does not allow for ${purpose}; ` +
        "use another package, or have the licence judged and add it"
      );
    });
}

/** Of alternatives one is enough, of licences that hold together all are needed; brackets only around alternatives. */
function isAllowed(expression: string, isForDevelopment: boolean): boolean {
  return expression
    .replaceAll(/[()]/g, "")
    .split(" OR ")
    .some((alternative) =>
      alternative.split(" AND ").every((licence) => {
        const scope = Object.hasOwn(ALLOWED_LICENCES, licence) ? ALLOWED_LICENCES[licence] : undefined;
        return scope === "everywhere" || (scope === "development" && isForDevelopment);
      }),
    );
}
