/** Milliseconds of processor time that this process has used, ever, all its threads together. */
export function processorTimeMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
