/** Where a licence's terms let us use a package. */
export type LicenceScope = "everywhere" | "development";

/**
 * The licences, by their SPDX names, that packages may have. `everywhere`: what is shipped with the exporter too, since their
 * terms ask for a notice at most. `development`: tools and data that never reach an installation.
 */
export const ALLOWED_LICENCES: Readonly<Record<string, LicenceScope>> = {
  "0BSD": "everywhere",
  "Apache-2.0": "everywhere",
  "BlueOak-1.0.0": "everywhere",
  "BSD-2-Clause": "everywhere",
  "BSD-3-Clause": "everywhere",
  ISC: "everywhere",
  MIT: "everywhere",
  // A notice, and for changed copies a word on what was changed; ours are as they came.
  "PSF-2.0": "everywhere",
  Unlicense: "everywhere",
  "CC-BY-4.0": "development",
  "CC0-1.0": "development",
  // Changed files would have to be shown; ours are as they came.
  "MPL-2.0": "development",
  "Python-2.0": "development",
};
