/** An expression and where it stands. */
export interface SourcedPromql {
  readonly where: string;
  readonly expr: string;
  /** Labels that are shown beside the result, such as in a legend or in the text of an alert. */
  readonly labelsShown: readonly string[];
}
