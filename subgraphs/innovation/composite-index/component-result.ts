import { Field, Float, Int, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { IndexComponent } from "./index-component";
import { IndexEdition } from "./index-edition";

@ObjectType({ description: "How Hanoi did in one component in one year." })
@Entity()
@Index(["indexCode", "year"])
@ForeignKey(() => IndexEdition, ["indexCode", "year"], ["indexCode", "year"])
@Check("component_result_rank_check", "rank >= 1")
export class ComponentResult {
  @ForeignKey(() => IndexComponent)
  @PrimaryColumn("text")
  componentCode!: string;

  @Field(() => Int, { description: "Year of the edition." })
  @PrimaryColumn("int")
  year!: number;

  @Column("text")
  indexCode!: string;

  @Field(() => Float, { nullable: true, description: "Score of Hanoi; null when it is not known." })
  @Column("double precision", { nullable: true })
  score!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Rank of Hanoi among fieldSize provinces; 1 is the best, null when it is not known.",
  })
  @Column("int", { nullable: true })
  rank!: number | null;

  @Field(() => DataOrigin, { description: "Where the result came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
