import { migrateTenant } from "./migrate-tenant-command";
import type { OperationKind } from "./operation-board";
import { rollingUpgrade } from "./rolling-upgrade-command";

/** Every kind of operation, in the order in which they are listed. */
export const OPERATIONS: readonly OperationKind[] = [rollingUpgrade, migrateTenant];
