package dev.holdfast.session;

/**
 * How a session on the server was opened.
 *
 * @param link what the session keeps about its ticket
 * @param older whether the browser has not shown the newest ticket yet, and is to get it
 */
record ServerTicket(TicketLink link, boolean older) {}
