import type { SourceReading } from "../../domain/terms/source-reading";
import { formatAge } from "./format";
import { html } from "./html";
import type { Html } from "./html";

/** The control planes that are polled: whether each tells anything, since when, and why not. */
export function sourceTable(sources: readonly SourceReading[], takenAtNs: bigint): Html {
  return html`<table>
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
            <td>${isUp ? "up" : "down"}</td>
            <td>${lastSuccessNs === undefined ? "never" : `${formatAge(lastSuccessNs, takenAtNs)} ago`}</td>
            <td>${problem ?? ""}</td>
          </tr> `,
      )}
    </tbody>
  </table>`;
}
