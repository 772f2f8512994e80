import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Indicator } from "../indicator/indicator";
import { SourceDocument } from "../source-document/source-document";

@Directive('@key(fields: "code")')
@ObjectType({
  description: "An index that ranks the provinces of the country, made up of pillars and components.",
})
@Entity()
@Check("composite_index_structure_check", "(structure_source_id IS NULL) = (component_count IS NULL)")
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

  @Field(() => Int, {
    nullable: true,
    description: "Groups of components, by structureSource; null when that was not published.",
  })
  @Column("int", { nullable: true })
  groupCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Components in all, by structureSource; null when that was not published.",
  })
  @Column("int", { nullable: true })
  componentCount!: number | null;

  @Index()
  @ForeignKey(() => SourceDocument)
  @Column("text", { nullable: true })
  structureSourceId!: string | null;
}
