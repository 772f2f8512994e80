import { mountPage } from "../app/mount-page";
import { ImportPage } from "./import-page";

void mountPage(<ImportPage />);
