/** What this program is. */
export interface BuildInfo {
    /** The version in package.json. */
    readonly version: string;
    /** The git commit it was compiled from, "unknown" when it was not compiled in a checkout. */
    readonly revision: string;
    /** As Node spells it, with a leading v. */
    readonly nodeVersion: string;
}
/** @throws Error when package.json is missing beside the program: the installation is incomplete. */
export declare function readBuildInfo(): BuildInfo;
