import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Check, Column, Entity, PrimaryColumn } from "typeorm";

/** A sector is a row: one that joins the graph later is added, and no schema changes. */
@Directive('@key(fields: "code")')
@ObjectType({
  description: "What a department answers for, in a subgraph of its own: what indicators are about.",
})
@Entity()
@Check("sector_code_check", "code ~ '^[a-z][a-z0-9-]{0,39}$'")
export class Sector {
  @Field(() => ID, { description: "The name of its subgraph, e.g. procedures." })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Column("text", { nullable: true })
  organizationCode!: string | null;
}
