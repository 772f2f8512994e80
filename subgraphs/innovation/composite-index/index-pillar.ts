import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { CompositeIndex } from "./composite-index";

@Directive('@key(fields: "code")')
@ObjectType({ description: "One of the parts that a composite index is made up of." })
@Entity()
export class IndexPillar {
  @Field(() => ID, { description: "e.g. PII-1." })
  @PrimaryColumn("text")
  code!: string;

  @Index()
  @ForeignKey(() => CompositeIndex)
  @Column("text")
  indexCode!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "true: what is put in, such as institutions; false: what comes out of it; null: its index makes no difference.",
  })
  @Column("boolean", { nullable: true })
  input!: boolean | null;
}
