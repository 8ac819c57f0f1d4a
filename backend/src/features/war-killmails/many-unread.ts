/** As many unread wars keep the readers busy for an hour: older ones need not be listed before. */
export const manyUnread = 1_200;
