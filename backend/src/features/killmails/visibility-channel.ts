/** Pub/sub channel that carries nothing but "the visibility log has grown". */
export const visibilityChannel = "visibility-log";
