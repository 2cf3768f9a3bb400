/**
 * A lag as it is shown: in whole microseconds. It is written out millions of times, and digits beyond say nothing about two
 * machines. What is judged is the lag itself.
 */
export declare function roundedLagSeconds(lagSeconds: number): number;
