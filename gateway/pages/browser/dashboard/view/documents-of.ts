import type { AnyVariables } from "@urql/core";
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
  weeksVariables,
} from "./part-variables";
import type { View } from "./view";

/** A document of a view and what it is asked with, for whoever takes the two of any. */
export type Asking = <Result>(
  take: <Data, Variables extends AnyVariables>(
    document: TrustedDocument<Data, Variables>,
    variables: Variables,
  ) => Result,
) => Result;

function asking<Data, Variables extends AnyVariables>(
  document: TrustedDocument<Data, Variables>,
  variables: Variables,
): Asking {
  return (take) => take(document, variables);
}

/** All that a part asks the graph for at first. */
export function documentsOf(view: View, lang: "VI" | "EN", isSignedIn: boolean): Asking[] {
  const { asOf } = view;
  const dossiers = dossierDay(view, isSignedIn);
  switch (view.address.part) {
    case "city": {
      const { tasks, goals, milestones } = cityVariables(view, lang);
      return [
        asking(CityTasks, tasks),
        asking(CityWeeks, weeksVariables(view.day, view.today).known),
        asking(CityGoals, goals),
        asking(CityMilestones, milestones),
      ];
    }
    case "dossiers": {
      const of = dossiersVariables(dossiers, view.address.grain, lang);
      return [
        asking(Dossiers, of.dossiers),
        asking(DossierPlaces, of.places),
        asking(ServiceIndex, of.ranking),
      ];
    }
    case "innovation":
      return [asking(Innovation, innovationVariables(view, lang))];
    case "infrastructure":
      return [asking(Infrastructure, { asOf, lang })];
    case "figures":
      return [asking(Figures, { lang })];
    case "unit":
      return [asking(Unit, unitVariables(view, dossiers, lang))];
    case "organization":
      return [asking(Organization, organizationVariables(view, dossiers, lang))];
  }
}
