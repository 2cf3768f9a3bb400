export { givenText } from "./arguments/given-text";
