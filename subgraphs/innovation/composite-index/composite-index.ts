import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Indicator } from "../indicator/indicator";

@Directive('@key(fields: "code")')
@ObjectType({
  description: "An index that ranks the provinces of the country, made up of pillars and components.",
})
@Entity()
export class CompositeIndex {
  @Field(() => ID, { description: "e.g. PII, DTI." })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  /** The indicator under which Hanoi's rank is published. */
  @Index()
  @ForeignKey(() => Indicator)
  @Column("text", { nullable: true })
  rankIndicatorCode!: string | null;
}
