import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { IndexPillar } from "./index-pillar";

@Directive('@key(fields: "code")')
@ObjectType({ description: "One of the measures that a pillar is made up of." })
@Entity()
export class IndexComponent {
  @Field(() => ID, { description: "A code of this graph, e.g. PII-C01: the official ones are not public." })
  @PrimaryColumn("text")
  code!: string;

  @Index()
  @ForeignKey(() => IndexPillar)
  @Column("text")
  pillarCode!: string;

  @Field(() => String, {
    name: "group",
    nullable: true,
    description: "The group of components within its pillar; null where that is not public.",
  })
  @Column("text", { nullable: true })
  groupName!: string | null;

  @Column("text", { nullable: true })
  nameVi!: string | null;

  @Column("text", { nullable: true })
  nameEn!: string | null;

  @Field(() => DataOrigin, {
    description:
      "SYNTHETIC: that it is a component of this pillar is assumed, for only their number is public.",
  })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
