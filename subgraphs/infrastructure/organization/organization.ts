import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { OrganizationKind } from "../../common/city/organization-kind";

/**
 * The organization's home is the tasks subgraph; this one adds its systems and its data. The table holds
 * the codes, so that a system or a dataset of an unknown organization cannot be written.
 */
@Directive('@key(fields: "code")')
@ObjectType({ description: "A body of the city that leads or coordinates tasks, or owns data." })
@Entity()
export class Organization {
  @Field(() => ID, {
    description: "Official abbreviation, e.g. SKHCN; U and the unit's code for a commune-level authority.",
  })
  @PrimaryColumn("text")
  code!: string;

  /** For documents that leave the graph, where a code alone says nothing; inside it, tasks tells the name. */
  @Column("text", { nullable: true })
  nameVi?: string | null;

  /** What kind of body it is, as its home, tasks, says; null where this sector was not told. */
  @Column({ type: "enum", enum: OrganizationKind, enumName: "organization_kind", nullable: true })
  kind?: OrganizationKind | null;
}
