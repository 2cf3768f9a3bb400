/** One of the two ways in which a body is cut into heartbeats, while it arrives. */
export interface HeartbeatFraming {
    /**
     * Goes on by about one heartbeat.
     *
     * @param bytes - what has arrived; it is not changed afterwards, for a part of it may be held.
     * @returns the position behind what was read; the end of `bytes` when nothing more can be made of them.
     */
    read(bytes: Uint8Array, at: number): number;
    /** Takes or refuses what is left, at the end of the body. Returns whether the body may be without any heartbeat. */
    finish(): boolean;
    /** Takes what is left if it is whole, because the rest of the body will never arrive. */
    cutOff(): void;
}
