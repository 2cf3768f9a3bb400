/** What the package ships for Alertmanager, adapted to an installation's labels. */
export interface AlertmanagerTexts {
  /** `alertmanager.yml`. */
  readonly config: string;
  /** The definitions of templates that it uses. */
  readonly templates: string;
}

/** The parts of it that belong to whoever is told, and not to the Alertmanager. */
export interface ShippedAlertmanager {
  readonly route: Readonly<Record<string, unknown>>;
  readonly inhibit_rules: readonly object[];
  readonly receivers: readonly object[];
}
