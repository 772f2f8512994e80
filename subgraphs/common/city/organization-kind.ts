import { registerEnumType } from "type-graphql";

export enum OrganizationKind {
  CITY = "CITY",
  PARTY_BODY = "PARTY_BODY",
  PEOPLES_COUNCIL = "PEOPLES_COUNCIL",
  PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE",
  FATHERLAND_FRONT = "FATHERLAND_FRONT",
  DEPARTMENT = "DEPARTMENT",
  SERVICE_CENTRE = "SERVICE_CENTRE",
  COMMUNE_AUTHORITY = "COMMUNE_AUTHORITY",
  CENTRAL_BODY = "CENTRAL_BODY",
  PARTY_COMMITTEE = "PARTY_COMMITTEE",
  SOCIO_POLITICAL_ORGANIZATION = "SOCIO_POLITICAL_ORGANIZATION",
  FORMER_COMMUNE_AUTHORITY = "FORMER_COMMUNE_AUTHORITY",
}

registerEnumType(OrganizationKind, {
  name: "OrganizationKind",
  description: "What kind of body an organization is.",
  valuesConfig: {
    CITY: { description: "The city as a whole." },
    PARTY_BODY: { description: "A body of the Party." },
    PEOPLES_COUNCIL: { description: "The People's Council." },
    PEOPLES_COMMITTEE: { description: "The People's Committee." },
    FATHERLAND_FRONT: { description: "The Fatherland Front." },
    DEPARTMENT: { description: "A department (sở) or a body of its rank." },
    SERVICE_CENTRE: { description: "The Public Administration Service Centre." },
    COMMUNE_AUTHORITY: { description: "The authority of one of the 126 wards and communes." },
    CENTRAL_BODY: { description: "A body of the Party or the Government of the country." },
    PARTY_COMMITTEE: { description: "A Party Committee directly under the City Party Committee." },
    SOCIO_POLITICAL_ORGANIZATION: { description: "A member organization of the Fatherland Front." },
    FORMER_COMMUNE_AUTHORITY: {
      description: "The authority of one of the 526 wards, communes and townships of before 1 July 2025.",
    },
  },
});
