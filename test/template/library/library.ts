import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Column, Entity, Index, PrimaryColumn } from "typeorm";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";

@Directive('@key(fields: "code")')
@ObjectType({ description: "A public library. The example of the smallest complete subgraph." })
@Entity()
export class Library {
  @Field(() => ID, { description: "e.g. TV-00004." })
  @PrimaryColumn("text")
  code!: string;

  @Field({ description: "Its name." })
  @Column("text")
  name!: string;

  @Index()
  @Column("text")
  unitCode!: string;

  @Field(() => DataOrigin, { description: "Where the row came from." })
  @Column({ type: "enum", enum: DataOrigin, enumName: "data_origin" })
  origin!: DataOrigin;
}
