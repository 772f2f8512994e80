import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Sector } from "../sector/sector";

@Directive('@key(fields: "code")')
@ObjectType({ description: "Something that is measured and published, with what was published about it." })
@Entity()
@Check("indicator_decimals_check", "decimals >= 0")
export class Indicator {
  @Field(() => ID, { description: "Dotted, e.g. dossiers.digitisation-rate." })
  @PrimaryColumn("text")
  code!: string;

  @Column("text")
  nameVi!: string;

  @Column("text")
  nameEn!: string;

  @Column("text", { nullable: true })
  definitionVi!: string | null;

  @Column("text", { nullable: true })
  definitionEn!: string | null;

  @Index()
  @ForeignKey(() => Sector)
  @Column("text")
  sectorCode!: string;

  @Field({
    name: "measurementUnit",
    description: "What the value counts: task, dossier, …; ratio for a share of 0 to 1; VND for money; rank.",
  })
  @Column("text")
  unit!: string;

  @Field(() => Int, { description: "Digits after the point to show; values themselves keep all of theirs." })
  @Column("int")
  decimals!: number;

  @Field(() => Boolean, {
    nullable: true,
    description: "true: a larger value is better; false: a smaller one; null: neither.",
  })
  @Column("boolean", { nullable: true })
  higherIsBetter!: boolean | null;

  @Index()
  @Column("text", { nullable: true })
  responsibleOrganizationCode!: string | null;
}
