/**
 * Whether `count` are nearly all of `total`: all of up to four, all but one of five to nine, and so on. Of none nothing is
 * nearly all: there is no evidence.
 */
export declare function isNearlyAll(count: number, total: number): boolean;
