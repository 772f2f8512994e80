import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A field of administration that procedures belong to, e.g. civil status." })
@Entity()
export class ProcedureField {
  @Field(() => ID, { description: "The graph's own code, made of the English name, e.g. civil-status." })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;
}
