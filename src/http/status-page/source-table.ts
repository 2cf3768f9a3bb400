import type { SourceReading } from "../../domain/terms/source-reading";
import { formatAge } from "./format";
import { html } from "./html";
import type { Html } from "./html";

/** The control planes that are polled: whether each tells anything, since when, and why not. */
export function sourceTable(sources: readonly SourceReading[], takenAtNs: bigint): Html {
  return html`<table class="cards">
    <thead>
      <tr>
        <th scope="col">Source</th>
        <th scope="col">State</th>
        <th scope="col">Last evidence</th>
        <th scope="col">Problem</th>
      </tr>
    </thead>
    <tbody>
      ${sources.map(
        ({ name, isUp, lastSuccessNs, problem }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td data-label="State">${isUp ? "up" : "down"}</td>
            <td data-label="Last evidence">
              ${lastSuccessNs === undefined ? "never" : `${formatAge(lastSuccessNs, takenAtNs)} ago`}
            </td>
            <td data-label="Problem">${problem ?? ""}</td>
          </tr> `,
      )}
    </tbody>
  </table>`;
}
