import { Random } from "../../../../shared/base/random/random";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import type { Application } from "../../application/application";
import type { UnitApplication } from "../../application/unit-application";
import { otherApplications, sharedApplications } from "./application-topics";

export interface GeneratedApplications {
  applications: Omit<Application, "owner" | "replacedBy">[];
  uses: UnitApplication[];
}

/** What the units together come to is 20 each, as was published; how far single units are from it is an assumption. */
const average = 20;
const farthest = 6;

/** Makes applications, and says which units work with which. Every unit works with all shared ones. */
export function generateApplications(units: readonly string[], seed = 20): GeneratedApplications {
  const random = new Random(seed);
  const applications = makeApplications();
  const sharedCodes = applications.slice(0, sharedApplications.length).map(({ code }) => code);
  const otherCodes = applications.slice(sharedApplications.length).map(({ code }) => code);
  const counts = spreadAround(random, units.length);
  const uses = units.flatMap((unitCode, at) => {
    const own = random.shuffle(otherCodes).slice(0, (counts[at] ?? average) - sharedCodes.length);
    return [...sharedCodes, ...own].map((applicationCode) => ({ unitCode, applicationCode }));
  });
  return { applications, uses };
}

/** The shared ones come first, so that a row that is replaced finds the one that replaces it. */
function makeApplications(): Omit<Application, "owner" | "replacedBy">[] {
  const replaced = sharedApplications.flatMap(({ owner, purpose, replaces }, at) =>
    replaces.map((name) => ({ name, ownerCode: owner, purpose, replacedByCode: codeOf(at) })),
  );
  const rows = [
    ...sharedApplications.map(({ name, owner, purpose }) => ({ name, ownerCode: owner, purpose })),
    ...replaced,
    ...otherApplications.map(([ownerCode, name, purpose]) => ({ name, ownerCode, purpose })),
  ];
  return rows.map((row, at) => ({
    replacedByCode: null,
    ...row,
    code: codeOf(at),
    origin: DataOrigin.SYNTHETIC,
  }));
}

function codeOf(at: number): string {
  return `UD-${String(at + 1).padStart(2, "0")}`;
}

/** Counts whose average is exact: what one unit has more, another has less. */
function spreadAround(random: Random, units: number): number[] {
  const pairs = Array.from({ length: Math.floor(units / 2) }, () => random.integer(0, farthest));
  const counts = pairs.flatMap((more) => [average + more, average - more]);
  return random.shuffle(units % 2 === 0 ? counts : [...counts, average]);
}
