import { Field, Float, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { SourceDocument } from "../source-document/source-document";
import { CompositeIndex } from "./composite-index";

@ObjectType({ description: "What an index said about Hanoi in one year." })
@Entity()
@Check("index_edition_year_check", "year BETWEEN 2000 AND 2100")
@Check("index_edition_field_size_check", "field_size >= 1")
@Check("index_edition_source_check", "origin <> 'PUBLISHED' OR score IS NULL OR score_source_id IS NOT NULL")
export class IndexEdition {
  @ForeignKey(() => CompositeIndex)
  @PrimaryColumn("text")
  indexCode!: string;

  @Field(() => Int, { description: "The year that the index names itself after." })
  @PrimaryColumn("int")
  year!: number;

  @Field(() => Int, {
    description:
      "How many provinces were ranked: 63 to 2024, 34 after; ranks of different fields are not comparable.",
  })
  @Column("int")
  fieldSize!: number;

  @Field(() => Float, { nullable: true, description: "Score of Hanoi; null when it was not published." })
  @Column("double precision", { nullable: true })
  score!: number | null;

  @Index()
  @ForeignKey(() => SourceDocument)
  @Column("text", { nullable: true })
  scoreSourceId!: string | null;

  @Field(() => DataOrigin, { description: "Where the edition came from; its results say it of themselves." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
