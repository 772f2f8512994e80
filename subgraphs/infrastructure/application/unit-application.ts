import { Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { AdministrativeUnitRow } from "../administrative-unit/administrative-unit-row";
import { Application } from "./application";

/** That a ward or commune works with an application. The city has no rows: its applications are those of its units. */
@Entity()
export class UnitApplication {
  @ForeignKey(() => AdministrativeUnitRow)
  @PrimaryColumn("text")
  unitCode!: string;

  @Index()
  @ForeignKey(() => Application, { onDelete: "CASCADE" })
  @PrimaryColumn("text")
  applicationCode!: string;
}
