import {
  CityGoals,
  CityMilestones,
  CityTasks,
  CityWeeks,
  DossierPlaces,
  Dossiers,
  Figures,
  Infrastructure,
  Innovation,
  Organization,
  ServiceIndex,
  Unit,
} from "../documents/documents";
import type { TrustedDocument } from "../documents/trusted-document";
import { dossierDay } from "./dossier-day";
import {
  cityVariables,
  dossiersVariables,
  innovationVariables,
  organizationVariables,
  unitVariables,
} from "./part-variables";
import type { View } from "./view";

/** A document of a view, and what it is asked with. */
export type Asking = readonly [document: TrustedDocument<unknown, never>, variables: Record<string, unknown>];

/** All that a part asks the graph for at first. */
export function documentsOf(view: View, lang: "VI" | "EN", isSignedIn: boolean): Asking[] {
  const { asOf } = view;
  const dossiers = dossierDay(view, isSignedIn);
  switch (view.address.part) {
    case "city": {
      const { tasks, weeks, goals, milestones } = cityVariables(asOf, lang);
      return [
        [CityTasks, tasks],
        [CityWeeks, weeks],
        [CityGoals, goals],
        [CityMilestones, milestones],
      ];
    }
    case "dossiers": {
      const of = dossiersVariables(dossiers, view.address.grain, lang);
      return [
        [Dossiers, of.dossiers],
        [DossierPlaces, of.places],
        [ServiceIndex, of.ranking],
      ];
    }
    case "innovation":
      return [[Innovation, innovationVariables(view, lang)]];
    case "infrastructure":
      return [[Infrastructure, { asOf, lang }]];
    case "figures":
      return [[Figures, { lang }]];
    case "unit":
      return [[Unit, unitVariables(view, dossiers, lang)]];
    case "organization":
      return [[Organization, organizationVariables(view, dossiers, lang)]];
  }
}
