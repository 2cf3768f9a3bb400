/**
 * A change of the cluster was not made, for a reason that the caller may know: 409 when another control plane changed the
 * same thing meanwhile, 503 when what keeps changes does not answer. The message is the answer's detail.
 */
export class RefusedChangeError extends Error {
  override readonly name = "RefusedChangeError";

  constructor(
    readonly status: 409 | 503,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}
