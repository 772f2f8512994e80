import { Field, ObjectType } from "type-graphql";
import { Check, Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { decimalScalar } from "../../../shared/base/graphql/scalars";
import { Dataset } from "./dataset";

@ObjectType({ description: "One form in which a dataset can be fetched (dcat:Distribution)." })
@Entity()
@Check("distribution_access_url_check", "access_url ~ '^https?://'")
@Check("distribution_byte_size_check", "byte_size >= 0")
export class Distribution {
  @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "BY DEFAULT" })
  id!: string;

  @Index()
  @ForeignKey(() => Dataset, { onDelete: "CASCADE" })
  @Column("bigint")
  datasetId!: string;

  @Field({ description: "Its form, e.g. CSV, JSON, XLSX, API (dct:format)." })
  @Column("text")
  format!: string;

  @Field({
    description:
      "Where it is (dcat:accessURL). Synthetic rows point at data.example.invalid, a host that cannot exist " +
      "(RFC 2606), so that nothing pretends to be real.",
  })
  @Column("text")
  accessUrl!: string;

  @Field(() => decimalScalar, {
    nullable: true,
    description: "Size in bytes (dcat:byteSize); null for an API or when it is not known.",
  })
  @Column("bigint", { nullable: true })
  byteSize!: string | null;
}
