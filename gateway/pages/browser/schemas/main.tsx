import { mountPage } from "../app/mount-page";
import { SchemasPage } from "./schemas-page";

void mountPage(<SchemasPage />);
