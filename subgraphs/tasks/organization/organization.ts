import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";

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
  },
});

export enum OrganizationAxis {
  CITY = "CITY",
  PARTY = "PARTY",
  PEOPLES_COMMITTEE = "PEOPLES_COMMITTEE",
  PEOPLES_COUNCIL = "PEOPLES_COUNCIL",
  FATHERLAND_FRONT = "FATHERLAND_FRONT",
  CENTRAL = "CENTRAL",
}

registerEnumType(OrganizationAxis, {
  name: "OrganizationAxis",
  description: "The four axes of the plan, and the city and the central bodies above them.",
  valuesConfig: {
    CITY: { description: "The city, above the four axes." },
    PARTY: { description: "Party bodies." },
    PEOPLES_COMMITTEE: {
      description: "The People's Committee, its departments and the commune-level authorities.",
    },
    PEOPLES_COUNCIL: { description: "The People's Council." },
    FATHERLAND_FRONT: { description: "The Fatherland Front and its member organizations." },
    CENTRAL: { description: "Central bodies, which assign tasks to the city and are above its axes." },
  },
});

@Directive('@key(fields: "code")')
@ObjectType({ description: "A body of the city that leads or coordinates tasks, or owns data." })
@Entity()
export class Organization {
  @Field(() => ID, {
    description: "Official abbreviation, e.g. SKHCN; U and the unit's code for a commune-level authority.",
  })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Field(() => OrganizationKind, { description: "What kind of body it is." })
  @Column({ type: "enum", enum: OrganizationKind, enumName: "organization_kind" })
  kind!: OrganizationKind;

  @Field(() => OrganizationAxis, { description: "Which of the four axes of the plan it belongs to." })
  @Column({ type: "enum", enum: OrganizationAxis, enumName: "organization_axis" })
  axis!: OrganizationAxis;

  @Index()
  @ForeignKey(() => Organization)
  @Column("text", { nullable: true })
  parentCode!: string | null;

  @Index({ unique: true })
  @Column("text", { nullable: true })
  unitCode!: string | null;
}
