import { join } from "node:path";

/** The folder `alerts` beside the compiled program, as the package ships it. */
export const ALERTS_FOLDER = join(__dirname, "..", "..", "..", "alerts");
