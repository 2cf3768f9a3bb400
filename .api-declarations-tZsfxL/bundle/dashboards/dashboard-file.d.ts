/** A generated file: its path below `dashboards/`, and all of its text. */
export interface DashboardFile {
    readonly path: string;
    readonly text: string;
}
