import type { LockedPackage } from "./locked-packages";

/** The document that lists every package with its licence. */
export function licencesMarkdown(packages: readonly LockedPackage[]): string {
  const shipped = packages.filter(({ isForDevelopment }) => !isForDevelopment);
  const tools = packages.filter(({ isForDevelopment }) => isForDevelopment);
  return [
    "# Licences of the packages we use",
    "",
    "Generated from `package-lock.json` by `npm run licences`; do not edit. `npm run generate:check` fails when a package has a",
    "licence that `scripts/licences/allowed-licences.ts` does not allow for its purpose.",
    "",
    `## In an installation (${shipped.length})`,
    ...byLicence(shipped),
    "",
    `## For development only (${tools.length})`,
    ...byLicence(tools),
    "",
  ].join("\n");
}

function byLicence(packages: readonly LockedPackage[]): readonly string[] {
  const licences = [...new Set(packages.map(({ licence = "none stated" }) => licence))].sort();
  return licences.flatMap((licence) => {
    const under = packages.filter((each) => (each.licence ?? "none stated") === licence);
    return [
      "",
      `### ${licence} (${under.length})`,
      "",
      ...under.map(({ name, version }) => `- \`${name}\` ${version}`),
    ];
  });
}
