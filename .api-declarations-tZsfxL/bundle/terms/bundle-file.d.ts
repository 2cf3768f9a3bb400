/** A generated file: its path below the folder that it is written to, with slashes, and all of its text. */
export interface BundleFile {
    readonly path: string;
    readonly text: string;
}
