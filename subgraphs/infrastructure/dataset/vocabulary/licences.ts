/**
 * SPDX identifiers (https://spdx.org/licenses) of the licences that are made for data and content, or often put on
 * them. A list, for a pattern would also take "CC BY" and "CC-BY-4".
 */
const knownLicences: readonly string[] = [
  "CC0-1.0",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC-BY-SA-3.0",
  "CC-BY-SA-4.0",
  "CC-BY-NC-4.0",
  "CC-BY-NC-SA-4.0",
  "CC-BY-ND-4.0",
  "CC-BY-NC-ND-4.0",
  "CC-PDDC",
  "CC-PDM-1.0",
  "CDLA-Permissive-1.0",
  "CDLA-Permissive-2.0",
  "CDLA-Sharing-1.0",
  "ODbL-1.0",
  "ODC-By-1.0",
  "PDDL-1.0",
  "OGL-UK-3.0",
  "OGL-Canada-2.0",
  "etalab-2.0",
  "GFDL-1.3-only",
  "GFDL-1.3-or-later",
  "MIT",
  "Apache-2.0",
];

/** SPDX's own form for a licence that it does not list, such as one that a department wrote. */
const ownLicence = /^LicenseRef-[A-Za-z0-9][A-Za-z0-9.-]{0,87}$/;

/** Ends the sentence "expected …". */
export const expectedLicence = "an SPDX identifier such as CC-BY-4.0, CC0-1.0 or ODbL-1.0, or LicenseRef-…";

/** Whether a text identifies a licence. Letter case counts, as in every identifier of the graph. */
export function isLicence(text: string): boolean {
  return knownLicences.includes(text) || ownLicence.test(text);
}

/** Where SPDX describes a licence; null for one that it does not list. */
export function licenceIri(identifier: string): string | null {
  return knownLicences.includes(identifier) ? `http://spdx.org/licenses/${identifier}` : null;
}

/**
 * Titles of licences as CKAN's own register has them (ckan/model/license.py): its harvester knows a licence by the address or
 * the title that stands there, and by no SPDX identifier.
 */
const ckanTitles: Readonly<Record<string, string>> = {
  "CC-BY-3.0": "Creative Commons Attribution",
  "CC-BY-4.0": "Creative Commons Attribution",
  "CC-BY-SA-3.0": "Creative Commons Attribution Share-Alike",
  "CC-BY-SA-4.0": "Creative Commons Attribution Share-Alike",
  "CC-BY-NC-4.0": "Creative Commons Non-Commercial (Any)",
  "CC0-1.0": "Creative Commons CCZero",
  "GFDL-1.3-only": "GNU Free Documentation License",
  "GFDL-1.3-or-later": "GNU Free Documentation License",
  "ODC-By-1.0": "Open Data Commons Attribution License",
  "ODbL-1.0": "Open Data Commons Open Database License (ODbL)",
  "OGL-UK-3.0": "UK Open Government Licence (OGL)",
  "PDDL-1.0": "Open Data Commons Public Domain Dedication and License (PDDL)",
};

/** What a licence is called: by CKAN's register where it stands there, else by its identifier. */
export function licenceTitle(identifier: string): string {
  return ckanTitles[identifier] ?? identifier;
}
