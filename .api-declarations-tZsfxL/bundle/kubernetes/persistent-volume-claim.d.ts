import type { PersistentVolumeClaim } from "kubernetes-types/core/v1";
/** Room for topology and tenants. A hundred bytes each: this is enough for hundreds of thousands. */
export declare function persistentVolumeClaim(): PersistentVolumeClaim;
