import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { OrganizationKind } from "../../common/city/organization-kind";

/**
 * Tasks owns it; this sector adds its systems and its data. The table has the codes, so that a system or a dataset of
 * an unknown organization cannot be written.
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

  /** For documents that leave the graph, where a code alone means nothing; in the graph, tasks has the name. */
  @Column("text", { nullable: true })
  nameVi?: string | null;

  /** What kind of body it is, as tasks, which owns it, says; null where this sector does not know it. */
  @Column({ type: "enum", enum: OrganizationKind, enumName: "organization_kind", nullable: true })
  kind?: OrganizationKind | null;
}
